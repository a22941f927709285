package prompt

import (
	"charm.land/huh/v2"
	"charm.land/lipgloss/v2"
)

// The colours: those of the 256-colour palette that have a contrast of 4.5:1 or more on white and on black alike,
// so that the terminal need not be asked for its background (some do not answer, and every command would wait).
var (
	green   = lipgloss.ANSIColor(29)  // #00875f
	blue    = lipgloss.ANSIColor(63)  // #5f5fff
	purple  = lipgloss.ANSIColor(98)  // #875fd7
	rust    = lipgloss.ANSIColor(131) // #af5f5f
	magenta = lipgloss.ANSIColor(163) // #d700af
	grey    = lipgloss.ANSIColor(243) // #767676
)

// theme is how everything of this program looks. The zero value has no colour and no weight.
type theme struct {
	signs  [Pick + 1]lipgloss.Style
	strong lipgloss.Style
	faint  lipgloss.Style
	accent lipgloss.Style
}

func newTheme(color bool) theme {
	if !color {
		return theme{}
	}
	ink := func(c lipgloss.ANSIColor) lipgloss.Style { return lipgloss.NewStyle().Foreground(c) }
	t := theme{strong: lipgloss.NewStyle().Bold(true), faint: ink(grey), accent: ink(blue)}
	t.signs[Yes] = ink(green)
	t.signs[Wrong] = ink(magenta).Bold(true)
	t.signs[Warning] = ink(rust).Bold(true)
	t.signs[Unknown] = ink(purple)
	t.signs[Person] = ink(blue)
	t.signs[NotApplicable] = ink(grey)
	t.signs[Here] = ink(blue).Bold(true)
	t.signs[ToCome] = ink(grey)
	t.signs[Suppressed] = ink(grey)
	t.signs[Pick] = ink(blue).Bold(true)
	return t
}

// form is the theme of huh's fields. What is focused is marked by a sign, since a terminal without colour shows no background.
func (t theme) form(words bool) huh.Theme {
	bar, pick := lipgloss.ThickBorder(), "▸ "
	if words {
		bar, pick = lipgloss.Border{Left: "|"}, "> "
	}
	mark := func(sign string) func(string) string { return func(s string) string { return sign + s } }
	return huh.ThemeFunc(func(dark bool) *huh.Styles {
		s := huh.ThemeBase(dark)
		f := &s.Focused
		f.Base = lipgloss.NewStyle().PaddingLeft(1).BorderStyle(bar).BorderLeft(true).BorderForeground(t.accent.GetForeground())
		f.Title = t.strong
		f.Description = t.faint
		f.ErrorIndicator = t.signs[Wrong].SetString("")
		f.ErrorMessage = t.signs[Wrong]
		f.FocusedButton = t.strong.Transform(mark(pick)).MarginRight(3)
		f.BlurredButton = lipgloss.NewStyle().Transform(mark("  ")).MarginRight(3)
		f.TextInput.Prompt = t.signs[Pick]
		f.TextInput.Placeholder = t.faint
		f.TextInput.Text = lipgloss.NewStyle()
		f.TextInput.Cursor = lipgloss.NewStyle()
		s.Blurred = s.Focused
		return s
	})
}
