package store

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"

	"github.com/gofrs/flock"
	"github.com/natefinch/atomic"

	"github.com/provision-cli/provision/wizard/store/format"
)

const maxBytes = 16 << 20 // of one file; more is not ours

// FileError is a file that this program will not read or replace. It stays as it is.
type FileError struct {
	Path string
	Why  string
	Err  error
}

// Error names the file, what is wrong, and the way out.
func (e *FileError) Error() string {
	why := e.Why
	if why == "" {
		why = e.Err.Error()
	}
	return fmt.Sprintf("%s %s; it is left as it is: move it aside to begin anew", e.Path, why)
}

// Unwrap is the cause, e.g. format.ErrNewer.
func (e *FileError) Unwrap() error { return e.Err }

func load[T Config | State](path string) (map[string]T, error) {
	body, err := read(path)
	if errors.Is(err, fs.ErrNotExist) {
		return map[string]T{}, nil
	}
	if err != nil {
		return nil, err
	}
	all, err := format.Parse[T](body)
	if err != nil {
		return nil, &FileError{Path: path, Err: err}
	}
	return all, nil
}

// change edits a file as it is now, under a lock that other processes honour, and keeps the result in *all. An empty path is a store in memory.
func change[T Config | State](dir, path string, all *map[string]T, edit func(map[string]T)) error {
	if path == "" {
		edit(*all)
		return nil
	}
	if err := own(dir); err != nil {
		return err
	}
	lock := flock.New(path+".lock", flock.SetPermissions(0o600))
	if err := lock.Lock(); err != nil {
		return fmt.Errorf("lock %s: %w", path, err)
	}
	defer func() { _ = lock.Unlock() }()
	now, err := load[T](path)
	if err != nil {
		return err
	}
	edit(now)
	body, err := format.Encode(now)
	if err != nil {
		return err
	}
	if err := write(path, body); err != nil {
		return err
	}
	*all = now
	return nil
}

func read(path string) ([]byte, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, fmt.Errorf("read: %w", err)
	}
	if !info.Mode().IsRegular() || info.Size() > maxBytes {
		return nil, &FileError{Path: path, Why: "is not a file of this program"}
	}
	body, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("read: %w", err)
	}
	return body, nil
}

// own makes dir a folder of this user alone. A folder that all may write to, like /tmp, is refused: narrowing it would lock others out.
func own(dir string) error {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return fmt.Errorf("make folder: %w", err)
	}
	if runtime.GOOS == "windows" {
		return nil
	}
	info, err := os.Stat(dir)
	if err != nil {
		return fmt.Errorf("look at folder: %w", err)
	}
	if info.Mode()&fs.ModeSticky != 0 {
		return &FileError{Path: dir, Why: "is shared with other users: name a folder of your own in PROVISION_CONFIG_DIR"}
	}
	if info.Mode().Perm()&0o077 == 0 {
		return nil
	}
	if err := os.Chmod(dir, 0o700); err != nil {
		return fmt.Errorf("close folder to others: %w", err)
	}
	return nil
}

// write replaces a file as a whole, with mode 0600 whatever it had before: a reader sees the old or the new text, also after a crash.
func write(path string, body []byte) error {
	if target, err := filepath.EvalSymlinks(path); err == nil {
		path = target // the admin's link to another place stays a link
	}
	dir := filepath.Dir(path)
	if err := own(dir); err != nil {
		return err
	}
	temp, err := os.CreateTemp(dir, "."+filepath.Base(path)+".*") // made with mode 0600
	if err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	defer func() { _ = os.Remove(temp.Name()) }()
	_, err = temp.Write(body)
	err = errors.Join(err, temp.Sync(), temp.Close())
	if err == nil {
		err = atomic.ReplaceFile(temp.Name(), path)
	}
	if err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	return syncDir(dir)
}

// syncDir makes the new name survive a power cut; Windows writes through on its own and cannot open folders.
func syncDir(dir string) error {
	if runtime.GOOS == "windows" {
		return nil
	}
	d, err := os.Open(dir)
	if err != nil {
		return fmt.Errorf("open folder: %w", err)
	}
	defer func() { _ = d.Close() }()
	_ = d.Sync() // some file systems have no such thing for folders
	return nil
}
