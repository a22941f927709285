package okta

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"github.com/provision-cli/provision/clients"
	"github.com/provision-cli/provision/clients/okta/wire"
)

// exchange is a request to a real org and its answer.
type exchange struct {
	From, Method, Path, Query string
	Status                    int
	Headers                   struct{ Link []string }
	Body                      json.RawMessage
}

func recorded(t *testing.T) []exchange {
	t.Helper()
	folder := os.Getenv("PROVISION_SPECS")
	if folder == "" {
		t.Skip("PROVISION_SPECS is not set: the recorded answers are not there")
	}
	files, err := filepath.Glob(filepath.Join(folder, "recorded", "okta", "*.json"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no recordings in %s (%v)", folder, err)
	}
	var all []exchange
	for _, file := range files {
		raw, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var some []exchange
		if err := json.Unmarshal(raw, &some); err != nil {
			t.Fatalf("%s: %v", file, err)
		}
		all = append(all, some...)
	}
	return all
}

// read calls the Reader for a recorded path and returns how many objects it gave, all with an id or name.
type read func(ctx context.Context, r *Reader, id string) (int, error)

func count[T any](seq iter.Seq2[T, error]) (int, error) {
	n := 0
	for item, err := range seq {
		if err != nil {
			return n, err
		}
		if reflect.ValueOf(item).IsZero() {
			return n, fmt.Errorf("element %d is empty", n)
		}
		n++
	}
	return n, nil
}

func single[T any](item T, err error) (int, error) {
	if err == nil && reflect.ValueOf(item).IsZero() {
		return 0, errors.New("the object is empty")
	}
	return 1, err
}

var reads = map[string]read{
	`/api/v1/apps`:                             func(ctx context.Context, r *Reader, _ string) (int, error) { return count(r.Apps(ctx, AppQuery{})) },
	`/api/v1/apps/([^/]+)`:                     func(ctx context.Context, r *Reader, id string) (int, error) { return single(r.App(ctx, id)) },
	`/api/v1/apps/([^/]+)/users`:               func(ctx context.Context, r *Reader, id string) (int, error) { return count(r.AppUsers(ctx, id)) },
	`/api/v1/apps/([^/]+)/users/[^/]+`:         func(ctx context.Context, r *Reader, id string) (int, error) { return single(r.AppUser(ctx, id, "00u")) },
	`/api/v1/apps/([^/]+)/groups`:              func(ctx context.Context, r *Reader, id string) (int, error) { return count(r.AppGroups(ctx, id)) },
	`/api/v1/apps/([^/]+)/group-push/mappings`: func(ctx context.Context, r *Reader, id string) (int, error) { return count(r.PushMappings(ctx, id)) },
	`/api/v1/apps/([^/]+)/group-push/mappings/.+`: func(ctx context.Context, r *Reader, id string) (int, error) {
		return single(r.PushMapping(ctx, id, "gPm"))
	},
	`/api/v1/apps/([^/]+)/connections/default`:       func(ctx context.Context, r *Reader, id string) (int, error) { return single(r.Connection(ctx, id)) },
	`/api/v1/apps/([^/]+)/features/USER_PROVISION.*`: func(ctx context.Context, r *Reader, id string) (int, error) { return single(r.Feature(ctx, id)) },
	`/api/v1/groups`:                    func(ctx context.Context, r *Reader, _ string) (int, error) { return count(r.Groups(ctx, GroupQuery{})) },
	`/api/v1/groups/([0-9A-Za-z]{16,})`: func(ctx context.Context, r *Reader, id string) (int, error) { return single(r.Group(ctx, id)) },
	`/api/v1/groups/([^/]+)/apps`:       func(ctx context.Context, r *Reader, id string) (int, error) { return count(r.GroupApps(ctx, id)) },
	`/api/v1/groups/([^/]+)/users`:      func(ctx context.Context, r *Reader, id string) (int, error) { return count(r.Members(ctx, id)) },
	`/api/v1/users/([^/]+)`:             func(ctx context.Context, r *Reader, id string) (int, error) { return single(r.User(ctx, id)) },
	`/api/v1/users/([^/]+)/roles`: func(ctx context.Context, r *Reader, id string) (int, error) {
		roles, err := r.Roles(ctx, id)
		return len(roles), err
	},
	`/api/v1/mappings`: func(ctx context.Context, r *Reader, _ string) (int, error) {
		return count(r.ProfileMappings(ctx, "", ""))
	},
	`/api/v1/mappings/([^/]+)`: func(ctx context.Context, r *Reader, id string) (int, error) { return single(r.ProfileMapping(ctx, id)) },
	`/api/v1/meta/types/user`: func(ctx context.Context, r *Reader, _ string) (int, error) {
		return count(list[UserType](ctx, r, "/api/v1/meta/types/user", nil))
	},
	`/api/v1/meta/schemas/apps/(.+)/default`: func(ctx context.Context, r *Reader, id string) (int, error) { return single(r.AppSchema(ctx, id)) },
	`/api/v1/api-tokens/?`:                   func(ctx context.Context, r *Reader, _ string) (int, error) { return count(r.Tokens(ctx)) },
	`/api/v1/org`:                            func(ctx context.Context, r *Reader, _ string) (int, error) { return single(r.Org(ctx)) },
	`/.well-known/okta-organization`:         func(ctx context.Context, r *Reader, _ string) (int, error) { return single(r.Organization(ctx)) },
}

func readOf(path string) (read, string) {
	for pattern, call := range reads {
		if found := regexp.MustCompile("^" + pattern + "$").FindStringSubmatch(path); found != nil {
			return call, append(found, "")[1]
		}
	}
	return nil, ""
}

// replay answers with the recording first, and with nothing on the page after it.
func replay(t *testing.T, x exchange) (*org, *Client) {
	t.Helper()
	var o *org
	o, c := orgThat(t, func(*http.Request) reply {
		if len(o.asked) > 1 {
			return ok("[]")
		}
		body := string(x.Body)
		if body == "null" {
			body = ""
		}
		return reply{status: x.Status, body: body, links: x.Headers.Link}
	})
	return o, c
}

func TestEveryRecordedReadIsUnderstood(t *testing.T) {
	t.Parallel()
	understood := map[string]bool{}
	for _, x := range recorded(t) {
		call, id := readOf(x.Path)
		if x.Method != http.MethodGet || x.Status != http.StatusOK || call == nil {
			continue
		}
		o, c := replay(t, x)
		got, err := call(t.Context(), c.Reader, id)
		want := 1
		if bytes.HasPrefix(bytes.TrimSpace(x.Body), []byte("[")) {
			var elements []json.RawMessage
			if err := json.Unmarshal(x.Body, &elements); err != nil {
				t.Fatal(err)
			}
			want = len(elements)
			checkNext(t, x, o)
		}
		if err != nil || got != want {
			t.Errorf("%s: %s gives %d of %d, %v", x.From, x.Path, got, want, err)
		}
		understood[regexp.MustCompile(`/[0-9A-Za-z]{16,}`).ReplaceAllString(x.Path, "/{id}")] = true
	}
	if len(understood) < 18 {
		t.Errorf("only these were tried: %v", understood)
	}
}

// checkNext looks whether the recorded link was followed, with the cursor and the parameters that the link may have dropped.
func checkNext(t *testing.T, x exchange, o *org) {
	t.Helper()
	next, more := wire.Next(x.Headers.Link)
	if more != (len(o.asked) == 2) {
		t.Errorf("%s: %s with %v was followed by %v", x.From, x.Path, x.Headers.Link, o.asked)
		return
	}
	if !more {
		return
	}
	link, err := url.Parse(next)
	if err != nil {
		t.Fatal(err)
	}
	if after := link.Query().Get("after"); !strings.Contains(o.asked[1], "after="+after) || !strings.Contains(o.asked[1], "limit=") && strings.Contains(o.asked[0], "limit=") {
		t.Errorf("%s: %s was followed by %s", x.From, next, o.asked[1])
	}
}

func TestEveryRecordedRefusalIsUnderstood(t *testing.T) {
	t.Parallel()
	kinds := map[int]error{401: clients.ErrDenied, 403: clients.ErrDenied, 404: clients.ErrNotFound, 409: clients.ErrConflict, 429: clients.ErrThrottled}
	tried := 0
	for _, x := range recorded(t) {
		var body struct {
			ErrorCode, ErrorSummary, Error string
			ErrorCauses                    []struct{ ErrorSummary string }
		}
		if x.Status < 400 || json.Unmarshal(x.Body, &body) != nil {
			continue
		}
		tried++
		_, c := replay(t, x)
		_, err := c.conn.Do(t.Context(), clients.Request{Method: x.Method, Path: strings.TrimSuffix(x.Path, "/")}, nil)
		var e *clients.Error
		if !errors.As(err, &e) || e.Status != x.Status || e.Code != body.ErrorCode+body.Error || e.Message == "" {
			t.Errorf("%s: %d %s gives %v", x.From, x.Status, x.Body, err)
			continue
		}
		for _, kind := range kinds {
			if errors.Is(err, kind) != (errors.Is(kinds[x.Status], kind)) {
				t.Errorf("%s: %v is %v", x.From, err, kind)
			}
		}
		for _, cause := range body.ErrorCauses {
			if !strings.Contains(e.Message, strings.TrimSpace(cause.ErrorSummary)) {
				t.Errorf("%s: %q lacks the cause %q", x.From, e.Message, cause.ErrorSummary)
			}
		}
	}
	if tried < 40 {
		t.Errorf("only %d were tried", tried)
	}
}

func TestEveryRecordedAppSurvivesTheRoundTrip(t *testing.T) {
	t.Parallel()
	dropped := []string{"_links", "_embedded", "id", "created", "lastUpdated", "status", "orn", "features", "universalLogout"}
	tried := 0
	for _, x := range recorded(t) {
		var was map[string]any
		if json.Unmarshal(x.Body, &was) != nil || was["label"] == nil || was["credentials"] == nil {
			continue
		}
		tried++
		var app App
		if err := json.Unmarshal(x.Body, &app); err != nil || !bytes.Equal(app.Raw, x.Body) || app.ID != was["id"] {
			t.Errorf("%s: %v", x.From, err)
		}
		put, err := wire.ReplaceTemplate(app.Raw, byEmail)
		if err != nil {
			t.Errorf("%s: %v", x.From, err)
			continue
		}
		var is map[string]any
		if err := json.Unmarshal(put, &is); err != nil {
			t.Fatal(err)
		}
		for _, key := range dropped {
			delete(was, key)
		}
		credentials := was["credentials"].(map[string]any)
		template, _ := credentials["userNameTemplate"].(map[string]any)
		if template == nil {
			template = map[string]any{}
		}
		template["template"], template["type"], template["pushStatus"] = byEmail.Template, byEmail.Type, byEmail.PushStatus
		credentials["userNameTemplate"] = template
		if !reflect.DeepEqual(was, is) {
			t.Errorf("%s: %s became %s", x.From, x.Body, put)
		}
	}
	if tried < 20 {
		t.Errorf("only %d were tried", tried)
	}
}

func TestEveryRecordedWriteIsUnderstood(t *testing.T) {
	t.Parallel()
	writes := map[string]func(context.Context, *Client) (string, error){
		`PUT /api/v1/apps/[^/]+/groups/[^/]+`: func(ctx context.Context, c *Client) (string, error) {
			g, err := c.AssignGroup(ctx, "0oa1", "00g1")
			return g.ID, err
		},
		`POST /api/v1/apps/[^/]+/group-push/mappings`: func(ctx context.Context, c *Client) (string, error) {
			m, err := c.CreatePushMapping(ctx, "0oa1", "00g1", "Sales")
			return m.ID + m.GroupID + m.TargetGroupID, err
		},
		`PATCH /api/v1/apps/[^/]+/group-push/mappings/.+`: func(ctx context.Context, c *Client) (string, error) {
			m, err := c.SetPushMapping(ctx, "0oa1", "gPm1", "INACTIVE")
			return m.ID, err
		},
		`POST /api/v1/mappings/[^/]+`: func(ctx context.Context, c *Client) (string, error) {
			m, err := c.UpdateProfileMapping(ctx, "prm1", map[string]*MappingProperty{"x": nil})
			return m.ID, err
		},
	}
	tried := map[string]bool{}
	for _, x := range recorded(t) {
		for pattern, call := range writes {
			if x.Status >= 300 || !regexp.MustCompile("^"+pattern+"$").MatchString(x.Method+" "+x.Path) {
				continue
			}
			tried[pattern] = true
			o, c := replay(t, x)
			if id, err := call(t.Context(), c); err != nil || id == "" || len(o.asked) != 1 {
				t.Errorf("%s: %s %s gives %q, %v after %v", x.From, x.Method, x.Path, id, err, o.asked)
			}
		}
	}
	if len(tried) != len(writes) {
		t.Errorf("only these were tried: %v", tried)
	}
}
