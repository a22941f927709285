package clients

import (
	"encoding/json"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"testing"
	"testing/synctest"
	"time"
)

// TestRecordedThrottling replays real 429s on a clock of another year: the wait counts by the server's clock.
func TestRecordedThrottling(t *testing.T) {
	t.Parallel()
	folder := os.Getenv("PROVISION_SPECS")
	if folder == "" {
		t.Skip("PROVISION_SPECS is not set: the recorded answers are not there")
	}
	raw, err := os.ReadFile(filepath.Join(folder, "recorded", "okta", "rate-limits.json"))
	if err != nil {
		t.Fatal(err)
	}
	var exchanges []struct {
		Method, Path string
		Status       int
		Headers      map[string]any
		Body         json.RawMessage
	}
	if err := json.Unmarshal(raw, &exchanges); err != nil {
		t.Fatal(err)
	}
	tried := 0
	for _, x := range exchanges {
		if x.Status != http.StatusTooManyRequests {
			continue
		}
		tried++
		header := map[string]string{}
		for name, value := range x.Headers {
			if text, ok := value.(string); ok {
				header[name] = text
			}
		}
		synctest.Test(t, func(t *testing.T) {
			sent := 0
			rt := Transport(TransportOptions{Service: "okta", Base: fake(func(*http.Request) (*http.Response, error) {
				if sent++; sent > 1 {
					return answer(200, nil, "{}"), nil
				}
				return answer(429, header, string(x.Body)), nil
			})})
			start := time.Now()
			res, err := rt.RoundTrip(request(t, x.Method, x.Path))
			if took := time.Since(start); err != nil || res.StatusCode != 200 || took != recordedWait(t, header) {
				t.Errorf("%s %s took %v, want %v (%v)", x.Method, x.Path, took, recordedWait(t, header), err)
			}
		})
	}
	if tried == 0 {
		t.Error("no 429 is recorded")
	}
}

func recordedWait(t *testing.T, header map[string]string) time.Duration {
	t.Helper()
	date, err := http.ParseTime(header["date"])
	if err != nil {
		t.Fatal(err)
	}
	reset, err := strconv.ParseInt(header["x-rate-limit-reset"], 10, 64)
	if err != nil {
		t.Fatal(err)
	}
	return time.Duration(reset-date.Unix()+1) * time.Second
}
