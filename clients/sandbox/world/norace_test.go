//go:build !race

package world

// racing says that the race detector is on, under which times and sizes mean nothing.
const racing = false
