package clients

import (
	"net/http"
	"time"
)

func retryAfter(h http.Header) (time.Duration, bool) { return 0, false }
