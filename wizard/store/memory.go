package store

import (
	"fmt"
	"sync"

	"github.com/provision-cli/provision/clients"
)

// Memory keeps secrets for this run only. The zero value is ready for use.
type Memory struct {
	mu      sync.Mutex
	secrets map[string]clients.Secret
}

// Name is "memory, for this run only".
func (m *Memory) Name() string { return "memory, for this run only" }

// Get returns ErrNotFound where there is none.
func (m *Memory) Get(account string) (clients.Secret, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	s, ok := m.secrets[account]
	if !ok {
		return clients.Secret{}, fmt.Errorf("read %s: %w", account, ErrNotFound)
	}
	return s, nil
}

// Set keeps a secret.
func (m *Memory) Set(account string, s clients.Secret) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.secrets == nil {
		m.secrets = map[string]clients.Secret{}
	}
	m.secrets[account] = s
	return nil
}

// Delete forgets a secret.
func (m *Memory) Delete(account string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	delete(m.secrets, account)
	return nil
}
