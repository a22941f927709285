package console

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"

	"github.com/provision-cli/provision/clients/sandbox/traffic"
)

// Handler serves the consoles' pages, actions.json and stats.json.
func Handler(d *Desk) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /{$}", d.page("index"))
	mux.HandleFunc("GET /atlassian", d.page("atlassian"))
	mux.HandleFunc("GET /okta", d.page("okta"))
	mux.HandleFunc("GET /actions.json", func(rw http.ResponseWriter, _ *http.Request) { writeJSON(rw, Actions()) })
	mux.HandleFunc("GET /stats.json", func(rw http.ResponseWriter, _ *http.Request) { writeJSON(rw, d.Traffic.Stats()) })
	for _, a := range Actions() {
		mux.HandleFunc("POST "+a.Path, d.act(a))
	}
	return mux
}

// act answers a form: a page for a browser, lines of text for everything else.
func (d *Desk) act(a Action) http.HandlerFunc {
	return func(rw http.ResponseWriter, r *http.Request) {
		r.Body = http.MaxBytesReader(rw, r.Body, 1<<20)
		if err := r.ParseForm(); err != nil {
			http.Error(rw, "the form cannot be read: "+err.Error(), http.StatusBadRequest)
			return
		}
		for field := range r.PostForm {
			if !slices.Contains(a.Fields, field) {
				http.Error(rw, fmt.Sprintf("%s has no field %q: its fields are %q", a.ID, field, a.Fields), http.StatusBadRequest)
				return
			}
		}
		shown, changed, err := a.run(r.Context(), d, r.PostForm)
		if changed {
			traffic.Mutated(rw)
		}
		var refusal *Refusal
		switch {
		case errors.As(err, &refusal):
			d.answer(rw, r, a, nil, refusal.Text, http.StatusUnprocessableEntity)
		case err != nil:
			d.answer(rw, r, a, nil, err.Error(), http.StatusBadRequest)
		default:
			d.answer(rw, r, a, shown, "", http.StatusOK)
		}
	}
}

func (d *Desk) answer(rw http.ResponseWriter, r *http.Request, a Action, shown Shown, wrong string, status int) {
	if strings.Contains(r.Header.Get("Accept"), "text/html") {
		rw.Header().Set("Content-Type", "text/html; charset=utf-8")
		rw.WriteHeader(status)
		d.render(rw, "done", page{Action: a, Shown: shown, Wrong: wrong})
		return
	}
	rw.Header().Set("Content-Type", "text/plain; charset=utf-8")
	rw.WriteHeader(status)
	if wrong != "" {
		fmt.Fprintln(rw, wrong)
		return
	}
	fmt.Fprintln(rw, "done: "+a.ID)
	for _, k := range slices.Sorted(maps.Keys(shown)) {
		fmt.Fprintf(rw, "%s: %s\n", k, shown[k])
	}
}

func writeJSON(rw http.ResponseWriter, v any) {
	rw.Header().Set("Content-Type", "application/json")
	enc := json.NewEncoder(rw)
	enc.SetIndent("", "  ")
	if err := enc.Encode(v); err != nil {
		http.Error(rw, err.Error(), http.StatusInternalServerError)
	}
}
