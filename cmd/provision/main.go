// Command provision takes an admin through user provisioning from Okta to an Atlassian organization.
package main

import (
	"os"

	"github.com/provision-cli/provision/cmd"
)

func main() { os.Exit(cmd.Main(os.Args[1:])) }
