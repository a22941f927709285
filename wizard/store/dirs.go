package store

import (
	"path/filepath"

	"github.com/adrg/xdg"
)

// Dirs are the folders of configuration and state: PROVISION_CONFIG_DIR for both, else XDG_CONFIG_HOME and XDG_STATE_HOME, else where the system keeps such things for the user.
func Dirs(getenv func(string) string) (config, state string) {
	if dir := getenv("PROVISION_CONFIG_DIR"); dir != "" {
		return dir, dir
	}
	return pick(getenv("XDG_CONFIG_HOME"), xdg.ConfigHome), pick(getenv("XDG_STATE_HOME"), xdg.StateHome)
}

// pick follows the XDG rule that a relative path in a variable is to be ignored.
func pick(fromEnv, fallback string) string {
	if filepath.IsAbs(fromEnv) {
		return filepath.Join(fromEnv, "provision")
	}
	return filepath.Join(fallback, "provision")
}
