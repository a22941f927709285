package directory

import (
	"encoding/json"
	"io"
	"mime"
	"net/http"

	"github.com/provision-cli/provision/clients/sandbox/traffic"
)

// serve runs an endpoint under the world's lock and sends its answer without it.
func (s *server) serve(endpoint func(*request) answer) http.HandlerFunc {
	return func(rw http.ResponseWriter, hr *http.Request) {
		body, err := io.ReadAll(http.MaxBytesReader(rw, hr.Body, maxBody))
		if err != nil {
			write(rw, http.StatusBadRequest, invalid("invalidSyntax", "The request body could not be read.").body)
			return
		}
		status, text, changed := s.answer(endpoint, &request{Request: hr, s: s, w: s.world, base: "http://" + hr.Host, body: body})
		if changed {
			traffic.Mutated(rw)
		}
		send(rw, status, text)
	}
}

// answer encodes inside the lock, because the body shares maps with the world.
func (s *server) answer(endpoint func(*request) answer, r *request) (int, []byte, bool) {
	s.world.Lock()
	defer s.world.Unlock()
	a := r.admit()
	if a.status == 0 {
		a = endpoint(r)
	}
	if a.body == nil {
		return a.status, nil, a.changed
	}
	text, err := json.Marshal(a.body)
	if err != nil {
		return http.StatusInternalServerError, nil, a.changed
	}
	return a.status, text, a.changed
}

func write(rw http.ResponseWriter, status int, body any) {
	text, err := json.Marshal(body)
	if err != nil {
		status = http.StatusInternalServerError
	}
	send(rw, status, text)
}

// send writes an answer; what the gateway refuses is plain JSON, everything else is SCIM.
func send(rw http.ResponseWriter, status int, text []byte) {
	if text != nil {
		kind := "application/scim+json"
		if status == http.StatusUnauthorized || status == http.StatusForbidden {
			kind = "application/json"
		}
		rw.Header().Set("Content-Type", kind)
	}
	rw.WriteHeader(status)
	_, _ = rw.Write(text) // a client that has gone away is nobody's mistake here
}

func unknownRoute(r *request) answer {
	return problem(http.StatusNotFound, "", "Resource not found: "+r.URL.Path)
}

// decode reads a JSON object out of the request's body.
func (r *request) decode(into any) (answer, bool) {
	if kind := r.Header.Get("Content-Type"); kind != "" {
		media, _, err := mime.ParseMediaType(kind)
		if err != nil || media != "application/scim+json" && media != "application/json" {
			return problem(http.StatusUnsupportedMediaType, "", "Unsupported content type: "+kind), false
		}
	}
	if err := json.Unmarshal(r.body, into); err != nil {
		return invalid("invalidSyntax", "Request is unparsable, syntactically incorrect, or violates schema."), false
	}
	return answer{}, true
}
