package cmd

import (
	"fmt"
	"strconv"

	"github.com/spf13/cobra"
)

// dryRunEnv makes every command that can write a dry run, for whoever wants to be sure of a whole shell or pipeline.
const dryRunEnv = "PROVISION_DRY_RUN"

// dryRun takes the variable where the flag was not given. A value that is neither yes nor no is an error: whoever set
// it may rely on it.
func (a *app) dryRun(cmd *cobra.Command) error {
	flag, text := cmd.Flags().Lookup("dry-run"), a.env(dryRunEnv)
	if flag == nil || text == "" {
		return nil
	}
	wanted, err := strconv.ParseBool(text)
	if err != nil {
		return &usageError{fmt.Errorf("%s=%q: choose true or false", dryRunEnv, text)}
	}
	if wanted && !flag.Changed {
		return cmd.Flags().Set("dry-run", "true")
	}
	return nil
}
