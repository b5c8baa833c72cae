package storage

import (
	"bytes"
	"encoding/json"
	"strings"
	"time"

	"gorm.io/gorm"

	"workbench/campaign"
)

// forgetDocuments takes authors and times out of the JSON in a column.
func (t *traces) forgetDocuments(tx *gorm.DB, c *closing, column, id string) error {
	rows, err := tx.Raw("SELECT "+strings.Join(append([]string{column}, t.key...), ", ")+" FROM "+t.table+" WHERE "+t.of+" = ?", id).Rows()
	if err != nil {
		return err
	}
	var all [][]any
	for rows.Next() {
		values := make([]string, 1+len(t.key))
		places := make([]any, len(values))
		for i := range values {
			places[i] = &values[i]
		}
		if err := rows.Scan(places...); err != nil {
			rows.Close()
			return err
		}
		data, err := c.document([]byte(values[0]))
		if err != nil {
			rows.Close()
			return err
		}
		args := []any{string(data), id}
		for _, v := range values[1:] {
			args = append(args, v)
		}
		all = append(all, args)
	}
	rows.Close() // before the connection is used again
	if err := rows.Err(); err != nil {
		return err
	}
	where := t.of + " = ?"
	for _, column := range t.key {
		where += " AND " + column + " = ?"
	}
	for _, args := range all {
		if err := tx.Exec("UPDATE "+t.table+" SET "+column+" = ? WHERE "+where, args...).Error; err != nil {
			return err
		}
	}
	return nil
}

// document replaces every author of the workshop in JSON, wherever one stands, by what is left of them, and cuts times to
// the minute.
func (c *closing) document(data []byte) ([]byte, error) {
	d := json.NewDecoder(bytes.NewReader(data))
	d.UseNumber()
	var value any
	if err := d.Decode(&value); err != nil {
		return nil, err
	}
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(c.replaced(value)); err != nil {
		return nil, err
	}
	return bytes.TrimSuffix(out.Bytes(), []byte("\n")), nil
}

func (c *closing) replaced(value any) any {
	switch value := value.(type) {
	case string:
		if _, ok := c.known[value]; ok {
			return c.author(value)
		}
		if at, err := time.Parse(time.RFC3339Nano, value); err == nil {
			return campaign.ToMinute(at).Format(time.RFC3339Nano)
		}
	case []any:
		for i := range value {
			value[i] = c.replaced(value[i])
		}
	case map[string]any:
		all := make(map[string]any, len(value))
		for key, v := range value {
			if _, ok := c.known[key]; ok {
				key = c.author(key)
			}
			all[key] = c.replaced(v)
		}
		return all
	}
	return value
}
