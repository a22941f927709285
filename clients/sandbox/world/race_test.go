//go:build race

package world

const racing = true
