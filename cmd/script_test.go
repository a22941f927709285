package cmd

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

// patience is how long a test waits for what must come.
const patience = 30 * time.Second

// TestMain lets the test binary play the program, so that scripts run it as a process of its own.
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"provision": func() { os.Exit(Main(os.Args[1:])) }})
}

func TestScripts(t *testing.T) {
	t.Parallel()
	testscript.Run(t, testscript.Params{
		Dir: filepath.Join("testdata", "script"), RequireExplicitExec: true, RequireUniqueNames: true,
		Setup: func(env *testscript.Env) error {
			env.Vars = append(env.Vars, isolated(env.WorkDir)...)
			return os.MkdirAll(filepath.Join(env.WorkDir, "home"), 0o700)
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"sandbox": sandboxCmd, "console": consoleCmd, "mutations": mutationsCmd, "exits": exitsCmd, "events": eventsCmd, "empty": emptyCmd,
			"paste": pasteCmd, "tree": treeCmd, "rename": renameCmd,
		},
	})
}

// isolated is an environment without keyring, terminal and anything of whoever runs the tests.
func isolated(dir string) []string {
	home := filepath.Join(dir, "home")
	return []string{
		"HOME=" + home, "XDG_CONFIG_HOME=" + filepath.Join(home, "config"), "XDG_STATE_HOME=" + filepath.Join(home, "state"),
		"XDG_DATA_HOME=" + filepath.Join(home, "data"), "XDG_CACHE_HOME=" + filepath.Join(home, "cache"),
		"DBUS_SESSION_BUS_ADDRESS=unix:path=" + filepath.Join(dir, "no-bus"), "USER=tester", "NO_COLOR=1",
	}
}

// program is the command line as a process of its own.
func program(args ...string) *exec.Cmd {
	self, err := os.Executable()
	if err != nil {
		panic(err)
	}
	return &exec.Cmd{Path: self, Args: append([]string{"provision"}, args...)}
}

// stand is a running `provision sandbox` and what it printed.
type stand struct {
	cmd  *exec.Cmd
	addr map[string]string
}

func startStand(args ...string) (*stand, error) {
	cmd := program(append([]string{"sandbox", "-o", "json", "--rate-limits", "off"}, args...)...)
	cmd.Env = []string{"HOME=" + os.TempDir()}
	var stderr strings.Builder
	cmd.Stderr = &stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	s := &stand{cmd: cmd}
	line, err := bufio.NewReader(out).ReadBytes('\n')
	if err == nil {
		err = json.Unmarshal(line, &s.addr)
	}
	if err != nil {
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
		return nil, fmt.Errorf("sandbox %q: %w: %s", args, err, stderr.String())
	}
	if s.addr["okta_token"] != "" {
		for _, key := range []string{"okta_client_id", "okta_private_key", "okta_private_key_id"} {
			delete(s.addr, key)
		}
	}
	return s, nil
}

// stop ends the sandbox as a shell would; it must end well.
func (s *stand) stop() error {
	if err := s.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		return err
	}
	return s.cmd.Wait()
}

// env names what the sandbox printed as the program's own variables.
func (s *stand) env() []string {
	var lines []string
	for key, name := range variables {
		if s.addr[key] != "" {
			lines = append(lines, name+"="+s.addr[key])
		}
	}
	return lines
}

// secrets are the credentials in use.
func (s *stand) secrets() map[string]string {
	return map[string]string{
		"Okta token": s.addr["okta_token"], "organization key": s.addr["atlassian_api_key"],
		"site token": s.addr["site_token"], "SCIM key": s.addr["scim_api_key"],
	}
}

var variables = map[string]string{
	"okta_url": "OKTA_CLIENT_ORGURL", "okta_token": "OKTA_CLIENT_TOKEN", "atlassian_api_url": "PROVISION_ATLASSIAN_API_URL",
	"atlassian_api_key": "PROVISION_ATLASSIAN_API_KEY", "site_url": "PROVISION_SITE_URL", "site_email": "PROVISION_SITE_EMAIL",
	"site_token": "PROVISION_SITE_TOKEN", "scim_base_url": "PROVISION_SCIM_BASE_URL", "scim_api_key": "PROVISION_SCIM_API_KEY",
	"console_url": "CONSOLE_URL", "okta_client_id": "OKTA_CLIENT_CLIENTID", "okta_private_key": "OKTA_CLIENT_PRIVATEKEY",
	"okta_private_key_id": "OKTA_CLIENT_PRIVATEKEYID",
}

// sandboxCmd starts a sandbox process, and exports what it printed: sandbox [flag...]
func sandboxCmd(ts *testscript.TestScript, neg bool, args []string) {
	if neg {
		ts.Fatalf("use: exits 2 provision sandbox …")
	}
	s, err := startStand(args...)
	ts.Check(err)
	ts.Defer(func() {
		if err := s.stop(); err != nil {
			ts.Fatalf("the sandbox ended with %v", err)
		}
	})
	for key, name := range variables {
		ts.Setenv(name, s.addr[key])
	}
}

// consoleCmd sends a form of the vendors' consoles, and sets SHOWN_… to what they show: console ACTION [field=value...]
func consoleCmd(ts *testscript.TestScript, neg bool, args []string) {
	form := url.Values{}
	for _, arg := range args[1:] {
		name, value, _ := strings.Cut(arg, "=")
		form.Set(name, value)
	}
	resp, err := http.PostForm(ts.Getenv("CONSOLE_URL")+"/actions/"+args[0], form)
	ts.Check(err)
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	ts.Check(err)
	if (resp.StatusCode == http.StatusOK) == neg {
		ts.Fatalf("console %s: %s: %s", args[0], resp.Status, body)
	}
	for line := range strings.Lines(string(body)) {
		if key, value, ok := strings.Cut(strings.TrimSpace(line), ": "); ok {
			ts.Setenv("SHOWN_"+key, value)
		}
	}
}

type stats struct {
	Requests []struct {
		Service, Method, Route, From string
		Count                        int
	}
	Mutations struct{ Client, Engine, Console int }
}

func readStats(console string) (stats, error) {
	var s stats
	resp, err := http.Get(console + "/stats.json")
	if err != nil {
		return s, err
	}
	defer resp.Body.Close()
	return s, json.NewDecoder(resp.Body).Decode(&s)
}

// mutationsCmd compares what the program changed since the last time it was asked: mutations 0, or ! mutations 0
func mutationsCmd(ts *testscript.TestScript, neg bool, args []string) {
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	s, err := readStats(ts.Getenv("CONSOLE_URL"))
	ts.Check(err)
	before, _ := strconv.Atoi(ts.Getenv("MUTATIONS_SEEN"))
	ts.Setenv("MUTATIONS_SEEN", strconv.Itoa(s.Mutations.Client))
	if got := s.Mutations.Client - before; (got == want) == neg {
		ts.Fatalf("the program made %d changes (want %d, negated: %v)", got, want, neg)
	}
}

// exitsCmd runs a command that must end with one code: exits CODE COMMAND [arg...]
func exitsCmd(ts *testscript.TestScript, neg bool, args []string) {
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	code := 0
	if err := ts.Exec(args[1], args[2:]...); err != nil {
		var ended *exec.ExitError
		if !errors.As(err, &ended) {
			ts.Fatalf("%v", err)
		}
		code = ended.ExitCode()
	}
	if (code == want) == neg {
		ts.Fatalf("exit code %d, want %d (negated: %v)", code, want, neg)
	}
}

// eventsCmd holds the last command's lines against the contract of setup -o json: events CODE
func eventsCmd(ts *testscript.TestScript, _ bool, args []string) {
	known := " step check plan change guide attest rail progress end "
	var last map[string]any
	lines := strings.Split(strings.TrimSpace(ts.ReadFile("stdout")), "\n")
	for i, line := range lines {
		last = nil
		if err := json.Unmarshal([]byte(line), &last); err != nil {
			ts.Fatalf("line %d is no JSON: %v: %s", i+1, err, line)
		}
		kind, _ := last["event"].(string)
		if !strings.Contains(known, " "+kind+" ") {
			ts.Fatalf("line %d: event %q", i+1, kind)
		}
		if (kind == "end") != (i == len(lines)-1) {
			ts.Fatalf("line %d of %d is %q", i+1, len(lines), kind)
		}
		for _, key := range []string{"step", "id", "status", "message"} {
			if _, ok := last[key].(string); !ok {
				ts.Fatalf("line %d has no %s: %s", i+1, key, line)
			}
		}
	}
	if code := fmt.Sprint(last["exit_code"]); code != args[0] {
		ts.Fatalf("the last event says exit code %s, want %s", code, args[0])
	}
}

// emptyCmd looks whether nothing was written below a folder: empty DIR
func emptyCmd(ts *testscript.TestScript, neg bool, args []string) {
	files := filesBelow(ts.MkAbs(args[0]))
	if (len(files) == 0) == neg {
		ts.Fatalf("below %s: %q", args[0], files)
	}
}

// treeCmd looks whether each file below a folder is for its owner's eyes only: tree DIR
func treeCmd(ts *testscript.TestScript, _ bool, args []string) {
	for _, file := range filesBelow(ts.MkAbs(args[0])) {
		info, err := os.Stat(file)
		ts.Check(err)
		if info.Mode().Perm() != 0o600 {
			ts.Fatalf("%s has mode %v", file, info.Mode().Perm())
		}
	}
}

func filesBelow(dir string) []string {
	var files []string
	_ = filepath.WalkDir(dir, func(path string, entry os.DirEntry, err error) error {
		if err == nil && !entry.IsDir() {
			files = append(files, path)
		}
		return nil
	})
	return files
}

// pasteCmd gives a variable what a careless paste would: paste VARIABLE 'before' 'after', with \n for a line break
func pasteCmd(ts *testscript.TestScript, _ bool, args []string) {
	breaks := strings.NewReplacer(`\n`, "\n", `\t`, "\t")
	ts.Setenv(args[0], breaks.Replace(args[1])+ts.Getenv(args[0])+breaks.Replace(args[2]))
}
