package cmd

import (
	"archive/tar"
	"archive/zip"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"time"
)

// bundleTime stands in the archive for every file: when it was made is in its name, and tells no more than that.
var bundleTime = time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)

// writeBundle writes a new archive that only its owner reads; what could not be written wholly is taken away again.
func writeBundle(name string, files []bundleFile) error {
	out, err := os.OpenFile(name, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return fmt.Errorf("write the bundle: %w", err)
	}
	pack := zipped
	if strings.HasSuffix(name, ".tar.gz") {
		pack = tarred
	}
	if err := errors.Join(pack(out, files), out.Close()); err != nil {
		return errors.Join(fmt.Errorf("write the bundle: %w", err), os.Remove(name))
	}
	return nil
}

// folder is where the files unpack to.
const folder = "provision-support/"

func zipped(w io.Writer, files []bundleFile) error {
	z := zip.NewWriter(w)
	for _, f := range files {
		part, err := z.CreateHeader(&zip.FileHeader{Name: folder + f.name, Method: zip.Deflate, Modified: bundleTime})
		if err != nil {
			return err
		}
		if _, err := part.Write(f.body); err != nil {
			return err
		}
	}
	return z.Close()
}

func tarred(w io.Writer, files []bundleFile) error {
	g := gzip.NewWriter(w)
	t := tar.NewWriter(g)
	for _, f := range files {
		h := &tar.Header{Name: folder + f.name, Mode: 0o600, Size: int64(len(f.body)), ModTime: bundleTime, Typeflag: tar.TypeReg}
		if err := t.WriteHeader(h); err != nil {
			return err
		}
		if _, err := t.Write(f.body); err != nil {
			return err
		}
	}
	return errors.Join(t.Close(), g.Close())
}
