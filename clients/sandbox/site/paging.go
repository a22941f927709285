package site

import (
	"net/http"
	"strconv"
)

// page is the part of a list that was asked for.
type page struct{ start, size int }

func (r *request) page() (page, answer) {
	p := page{0, pageLimit}
	q := r.URL.Query()
	for name, into := range map[string]*int{"startAt": &p.start, "maxResults": &p.size} {
		if !q.Has(name) {
			continue
		}
		n, err := strconv.Atoi(q.Get(name))
		if err != nil || n < 0 {
			return p, problem(http.StatusBadRequest, name+" is not a positive number: "+q.Get(name))
		}
		*into = n
	}
	p.size = min(p.size, pageLimit)
	return p, answer{}
}

// list answers one page of n elements; nextPage is there while there is more.
func (r *request) list(p page, n int, element func(int) any) answer {
	from := min(p.start, n)
	to := min(from+p.size, n)
	values := make([]any, 0, to-from)
	for i := from; i < to; i++ {
		values = append(values, element(i))
	}
	body := map[string]any{
		"self": r.at(p, p.start), "maxResults": p.size, "startAt": p.start, "total": n, "isLast": to == n, "values": values,
	}
	if to < n {
		body["nextPage"] = r.at(p, to)
	}
	return answer{http.StatusOK, body}
}

// at is the URL of a page.
func (r *request) at(p page, start int) string {
	q := r.URL.Query()
	q.Set("startAt", strconv.Itoa(start))
	q.Set("maxResults", strconv.Itoa(p.size))
	return r.address() + r.URL.Path + "?" + q.Encode()
}
