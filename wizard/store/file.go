package store

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"sync"

	"github.com/provision-cli/provision/clients"
)

// File keeps secrets readably in a file with mode 0600. It is used only when the admin asks for it with --insecure-storage.
type File struct {
	path string
	mu   sync.Mutex
}

// NewFile keeps secrets in secrets.json under dir.
func NewFile(dir string) *File { return &File{path: filepath.Join(dir, "secrets.json")} }

type secretsFile struct {
	Version int               `json:"version"`
	Secrets map[string]string `json:"secrets"`
}

// Name says that it is a plain file, and which.
func (f *File) Name() string { return "the plain file " + f.path }

// Get returns ErrNotFound where there is none.
func (f *File) Get(account string) (clients.Secret, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	all, err := f.read()
	if err != nil {
		return clients.Secret{}, err
	}
	s, ok := all.Secrets[account]
	if !ok {
		return clients.Secret{}, fmt.Errorf("read %s: %w", account, ErrNotFound)
	}
	return clients.NewSecret(s), nil
}

// Set keeps a secret.
func (f *File) Set(account string, s clients.Secret) error {
	return f.change(func(all map[string]string) { all[account] = s.Reveal() })
}

// Delete removes a secret.
func (f *File) Delete(account string) error {
	return f.change(func(all map[string]string) { delete(all, account) })
}

func (f *File) change(edit func(map[string]string)) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	all, err := f.read()
	if err != nil {
		return err
	}
	edit(all.Secrets)
	body, err := json.MarshalIndent(all, "", "  ")
	if err != nil {
		return fmt.Errorf("encode secrets: %w", err)
	}
	return write(f.path, body)
}

// secretsVersion is the one version of the file of secrets, which changes apart from the others.
const secretsVersion = 1

// read never puts the decoder's error into its own: it may quote a secret.
func (f *File) read() (secretsFile, error) {
	all := secretsFile{Version: secretsVersion, Secrets: map[string]string{}}
	body, err := read(f.path)
	if errors.Is(err, fs.ErrNotExist) {
		return all, nil
	}
	if err != nil {
		return all, err
	}
	if err := json.Unmarshal(body, &all); err != nil || all.Secrets == nil {
		return all, &FileError{Path: f.path, Why: "is not a secrets file of this program"}
	}
	if all.Version != secretsVersion {
		return all, &FileError{Path: f.path, Why: fmt.Sprintf("has version %d, this program knows %d", all.Version, secretsVersion)}
	}
	return all, nil
}
