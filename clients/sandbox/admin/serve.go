package admin

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"net/http"

	"github.com/provision-cli/provision/clients/sandbox/traffic"
)

// serve runs an endpoint under the world's lock and sends its answer without it.
func (s *server) serve(to route) http.HandlerFunc {
	return func(rw http.ResponseWriter, hr *http.Request) {
		body, err := io.ReadAll(http.MaxBytesReader(rw, hr.Body, maxBody))
		a := badBody()
		var text []byte
		if err == nil {
			a, text = s.answer(to, &request{Request: hr, s: s, w: s.world, org: &s.world.Atlassian, body: body})
		}
		if a.changed {
			traffic.Mutated(rw)
		}
		for name, value := range a.header {
			rw.Header().Set(name, value)
		}
		if text != nil {
			rw.Header().Set("Content-Type", "application/json")
		}
		rw.WriteHeader(a.status)
		_, _ = rw.Write(text) // a client that has gone away is nobody's mistake here
	}
}

func (s *server) answer(to route, r *request) (answer, []byte) {
	s.world.Lock()
	defer s.world.Unlock()
	a := r.admit(to)
	if a.status == 0 {
		a = to.run(r)
	}
	if a.body == nil {
		return a, nil
	}
	text, err := json.Marshal(a.body)
	if err != nil {
		a.status = http.StatusInternalServerError
	}
	return a, text
}

// decode reads a closed JSON object; an empty body is an empty object, as the searches allow.
func (r *request) decode(into any) (answer, bool) {
	d := json.NewDecoder(bytes.NewReader(r.body))
	d.DisallowUnknownFields()
	if err := d.Decode(into); err != nil && !errors.Is(err, io.EOF) || d.More() {
		return badBody(), false
	}
	return answer{}, true
}

func ok(body any) answer { return answer{status: http.StatusOK, body: body} }
