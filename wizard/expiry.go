package wizard

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/provision-cli/provision/wizard/prompt"
)

const keyExpiresOn = "The key expires on"

// keyExpiry asks for the date that stands in the console, and keeps it; with none given the person's word is all there is.
func (r *Runner) keyExpiry(ctx context.Context) error {
	text, err := r.Prompt.Ask(ctx, prompt.Question{
		Title: keyExpiresOn, Help: "The date as it stands there, for example 2027-11-23; check then warns in time. Enter alone leaves it out.",
		Check: func(text string) error {
			if strings.TrimSpace(text) == "" {
				return nil
			}
			_, err := parseDate(text, r.Session.Now())
			return err
		},
	})
	if err != nil || strings.TrimSpace(text) == "" {
		return err
	}
	on, err := parseDate(text, r.Session.Now())
	if err != nil {
		return err
	}
	if err := r.Session.KeepKeyExpiry(on); err != nil {
		r.Session.Warn("The key's date was not kept: " + err.Error())
	}
	r.Session.Refresh()
	return nil
}

var errDate = errors.New("write the date as 2027-11-23 or 23 Nov 2027")

// parseDate reads a date in one of the forms that consoles show. One further away than a key lives is a slip.
func parseDate(text string, now time.Time) (time.Time, error) {
	text = strings.Join(strings.Fields(text), " ")
	for _, form := range []string{time.DateOnly, "2 Jan 2006", "2 January 2006", "Jan 2, 2006", "January 2, 2006", "02/Jan/2006", "02/Jan/06"} {
		on, err := time.Parse(form, text)
		switch {
		case err != nil:
			continue
		case on.After(now.AddDate(1, 0, 1)):
			return time.Time{}, fmt.Errorf("%s is more than a year away, and a key lives one year", on.Format("2 Jan 2006"))
		}
		return on, nil
	}
	return time.Time{}, errDate
}
