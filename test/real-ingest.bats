# cs-ingest on real data made by others (CS_DATA): the schemas lie in test/schemas.
load helper

S=$BATS_TEST_DIRNAME/schemas
T=$BATS_TEST_TMPDIR

# ingest STATUS SCHEMA FILE...: to $T/out.csv, $T/rejects.csv; the books in $books.
ingest() {
	run -"$1" --separate-stderr cs-ingest -s "$S/$2.schema" -r "$T/rejects.csv" -o "$T/out.csv" "${@:3}"
	books=${stderr_lines[-1]}
}
column() { # FILE NAME: its values
	python3 -c 'import csv, sys
for r in csv.DictReader(open(sys.argv[1], newline="", encoding="utf-8")): print(r[sys.argv[2]])' "$1" "$2"
}

@test "Comcast: 2,224 complaints, both forms of date in one schema, by month 545 399 1,280" {
	need_data comcast-complaints
	ingest 0 comcast "$DATA/comcast-complaints/Comcast_telecom_complaints_data.csv"
	[ "$books" = "cs-ingest: 2224 read, 2224 used, 0 left out, 0 rejected, 0 merged; 2224 written" ]
	[ "$(column "$T/out.csv" time | cut -c 1-7 | sort | uniq -c | xargs)" = "545 2015-04 399 2015-05 1280 2015-06" ]
	[ "$(column "$T/out.csv" state | grep -c 'District Of Columbia')" -eq 17 ]
	[ "$(column "$T/out.csv" zip | grep -cvE '^[0-9]{5}$')" -eq 0 ]
}
@test "Comcast: where ticket numbers must be digits, the damaged record is rejected and April has 544" {
	need_data comcast-complaints
	ingest 1 comcast-digits "$DATA/comcast-complaints/Comcast_telecom_complaints_data.csv"
	[ "$(column "$T/out.csv" time | grep -c ^2015-04)" -eq 544 ]
	[ "$(column "$T/rejects.csv" rule)" = match ]
	[ "$(column "$T/rejects.csv" value)" = comcas ]
}
@test "Comcast: fourteen titles keep their quotation marks under quotes lax" {
	need_data comcast-complaints
	raw=$DATA/comcast-complaints/Comcast_telecom_complaints_data.csv
	sed '/^quotes lax/d' "$S/comcast.schema" >"$T/strict.schema"
	run -1 --separate-stderr cs-ingest -s "$T/strict.schema" -r "$T/strict.csv" "$raw"
	[ "$(column "$T/strict.csv" rule | sort | uniq -c | xargs)" = "14 quotes" ]
	ingest 0 comcast "$raw"
	column "$T/strict.csv" record | cut -d, -f 2 >"$T/titles"
	column "$T/out.csv" title | grep -cxFf "$T/titles" | grep -x 14
	column "$T/out.csv" title | grep -xF 'Comcast data cap "trials"'
}
@test "three dirty forms of the call centre's calls give the same bytes" {
	need_data pwc-call-centre
	for form in from-xlsx variant-mangled-dates variant-dotted-times; do
		ingest 0 calls "$DATA/pwc-call-centre/call-centre-$form.csv"
		[ "$books" = "cs-ingest: 5000 read, 5000 used, 0 left out, 0 rejected, 0 merged; 5000 written" ]
		mv "$T/out.csv" "$T/$form.csv"
	done
	cmp "$T/from-xlsx.csv" "$T/variant-mangled-dates.csv"
	cmp "$T/from-xlsx.csv" "$T/variant-dotted-times.csv"
	[ "$(column "$T/from-xlsx.csv" answered | grep -c 0)" -eq 946 ]
}
@test "the survey in GBK and in UTF-8 gives the same bytes" {
	need_data mobile-satisfaction-cn
	for e in gbk utf8; do
		ingest 0 survey-cn "$DATA/mobile-satisfaction-cn/voice-satisfaction-$e.csv.gz"
		[ "$books" = "cs-ingest: 5433 read, 5433 used, 0 left out, 0 rejected, 0 merged; 5433 written" ]
		mv "$T/out.csv" "$T/$e.csv"
	done
	cmp "$T/gbk.csv" "$T/utf8.csv"
	[ "$(wc -l <"$T/gbk.csv")" -eq 5434 ]
	[ "$(column "$T/gbk.csv" star | grep -c '^$')" -eq 5 ]
	[ "$(column "$T/gbk.csv" voice | grep -c VOLTE)" -gt 100 ]
	[ "$(column "$T/gbk.csv" voice | grep -c VoLTE)" -eq 0 ]
}
@test "Boston: all six files in one run" {
	need_data boston-311
	ingest 0 boston "$DATA"/boston-311/*.csv*
	[ "$books" = "cs-ingest: 15381 read, 15381 used, 0 left out, 0 rejected, 0 merged; 15381 written" ]
	[ "$(column "$T/out.csv" target | grep -c '^$')" -eq 878 ]
	column "$T/out.csv" zip | grep -c ^02115$
}
@test "csv-spectrum: every file is what its JSON says, line breaks as blanks" {
	need_data csv-torture/csv-spectrum
	for f in "$DATA"/csv-torture/csv-spectrum/csvs/*.csv; do
		name=$(basename "$f" .csv)
		{ printf 'delimiter comma\nquotes lax\n'
		  python3 -c 'import csv, sys
for n in next(csv.reader(open(sys.argv[1], newline="", encoding="utf-8"))): print("column `%s` text" % n)' "$f"; } >"$T/s.schema"
		cs-ingest -s "$T/s.schema" -o "$T/out.csv" "$f"
		python3 - "$T/out.csv" "$DATA/csv-torture/csv-spectrum/json/$name.json" <<-'P'
			import csv, json, re, sys
			got = [dict(r) for r in csv.DictReader(open(sys.argv[1], newline="", encoding="utf-8"))]
			want = json.load(open(sys.argv[2], encoding="utf-8"))
			want = [{k: re.sub("\r\n|\r|\n", " ", v).strip() for k, v in r.items()} for r in (want if isinstance(want, list) else [want])]
			if "location_coordinates" in sys.argv[2]:   # its json has another telephone number than its csv
			    for r in got + want: r.pop("Contact Phone Number", None)
			assert got == want, (got, want)
		P
	done
}
@test "location_coordinates keeps the telephone number of the csv" {
	need_data csv-torture/csv-spectrum
	f=$DATA/csv-torture/csv-spectrum/csvs/location_coordinates.csv
	cs-ingest --infer "$f" >"$T/s.schema"
	grep -q '^quotes lax' "$T/s.schema"
	cs-ingest -s "$T/s.schema" -o "$T/out.csv" "$f"
	phone=$(tail -n 1 "$f" | cut -d, -f1)
	grep -qF "$phone" "$T/out.csv"
}

# horror STATUS READ USED FILE: the schema is on standard input.
horror() {
	cat >"$T/s.schema"
	run -"$1" --separate-stderr cs-ingest -s "$T/s.schema" -r "$T/r.csv" -o "$T/out.csv" \
		"$DATA/csv-torture/messytables-horror/$4"
	[[ ${stderr_lines[-1]} == "cs-ingest: $2 read, $3 used, 0 left out, $(($2 - $3)) rejected, 0 merged; $3 written" ]]
	iconv -f UTF-8 -t UTF-8 "$T/out.csv" >/dev/null
}
@test "messytables: Big5 with line feeds in quotes" {
	need_data csv-torture/messytables-horror
	horror 0 382 382 characters.csv <<-'S'
		delimiter comma
		encoding BIG5
		column id text
		    required
		    unique
		column name text
		    from "景點中文名稱"
		column text text
		    from "景點特色詳細文字簡述"
	S
	[ "$(wc -l <"$T/out.csv")" -eq 383 ]
	grep -q 雲嘉南濱海國家風景區管理處 "$T/out.csv"
}
@test "messytables: what is neither UTF-8 nor GB18030 is refused with what to say, and then read" {
	need_data csv-torture/messytables-horror
	printf 'column a text\n    at 1\n' >"$T/s.schema"
	run -2 --separate-stderr cs-ingest -s "$T/s.schema" "$DATA/csv-torture/messytables-horror/spanish_chars.csv"
	[[ $stderr == *"say in the schema which \`encoding\` it is" ]]
	horror 0 116 116 spanish_chars.csv <<-'S'
		encoding ISO-8859-1
		delimiter comma
		column gasto decimal
		    from "Gasto total 2011"
		    clean number
		column descripcion text
		    from "Descripción"
	S
	sed -n 2p "$T/out.csv" | grep '^229932.50,"\?Comprende las acciones propias de la gestión'
	horror 0 2237 2237 sparse_with_column_errors.csv <<-'S'
		encoding WINDOWS-1252
		delimiter comma
		column lp text
		    from "LP"
		column what text
		    from "Bezeichnung"
	S
	grep -q Trägerorganisationen "$T/out.csv"
}
@test "messytables: UTF-16, a BOM, CR alone, one byte, no last line end" {
	need_data csv-torture/messytables-horror
	printf 'column first text\n    at 1\n' | horror 0 327 327 utf-16le_encoded.csv
	printf 'delimiter comma\ncolumn kitten text\ncolumn win text\n' | horror 0 0 0 utf8bom.csv
	[ "$(cat "$T/out.csv")" = kitten,win ]
	printf 'delimiter comma\nheader 3\ncolumn c text\n    at 1\n' | horror 0 134 134 mixedGLB.csv
	printf 'delimiter comma\nheader none\ncolumn a text\n    at 1\n' | horror 0 1 1 small.csv
	[ "$(cat "$T/out.csv")" = $'a\na' ]
	printf 'delimiter comma\nheader none\ncolumn a text\n    at 1\n' | horror 0 4000 4000 long.csv
	horror 0 0 0 long.csv <<<$'delimiter comma\ncolumn foo text'
	[ "${stderr_lines[0]}" = 'cs-ingest: 3999 records equal to the header passed over as repeated headers; if they are data, say `header none` and `at N`' ]
}
@test "messytables: other separators, blanks after commas, the word null" {
	need_data csv-torture/messytables-horror
	printf 'column a text\n    at 1\n' | horror 0 28 28 simple.psv
	printf 'column date date\n    at 1\n    format "%%Y-%%m-%%d"\n' | horror 0 6 6 simple.ssv
	printf 'column date date\n    at 1\n    format "%%Y-%%m-%%d"\n' | horror 0 6 6 simple.csv
	printf 'column a text\n    at 1\n' | horror 0 140 140 example.tsv
	printf 'column field1 text\ncolumn field2 text\n' | horror 0 2 2 skip_initials.csv
	[ "$(cat "$T/out.csv")" = $'field1,field2\nhello,goodbye\nhello2,goodbye2' ]
	horror 0 10 10 null.csv <<-'S'
		delimiter comma
		header none
		null "null"
		column a integer
		    at 1
		column b integer
		    at 2
		column d integer
		    at 4
	S
	run -1 grep null "$T/out.csv"
}
@test "messytables: a report's head and foot, spreadsheet padding, ragged records" {
	need_data csv-torture/messytables-horror
	printf 'delimiter semicolon\nheader none\ncolumn what text\n    at 1\ncolumn y decimal\n    at 3\n    invalid null\n' >"$T/s.schema"
	cs-ingest -s "$T/s.schema" -o "$T/out.csv" -r "$T/r.csv" \
		"$DATA/csv-torture/messytables-horror/weird_head_padding.csv" || [ $? -eq 1 ]
	grep -q '^Rheumatologie,459$' "$T/out.csv"
	[ "$(grep -c ',fields,' "$T/r.csv")" -gt 0 ]
	printf 'delimiter comma\nheader none\ncolumn what text\n    at 3\n' | horror 0 43 43 begrotingsanalyse-2011.csv
	printf 'delimiter comma\nheader none\ncolumn what text\n    at 1\n' | horror 0 21 21 excel_pasting.csv
	[ "$(wc -l <"$T/out.csv")" -eq 22 ]
	printf 'delimiter comma\nquotes lax\ncolumn date date\ncolumn place text\n' | horror 1 3 2 complex.csv
	[ "$(column "$T/r.csv" line)" = 4 ]
	[ "$(column "$T/r.csv" rule)" = fields ]
}
@test "telco: three tables, one key, 7,043 customers each" {
	need_data telco-churn
	ingest 0 telco "$DATA/telco-churn/telco-churn-tickets.csv.gz"
	[ "$books" = "cs-ingest: 7043 read, 7043 used, 0 left out, 0 rejected, 0 merged; 7043 written" ]
	[ "$(column "$T/out.csv" total | grep -c '^$')" -eq 11 ]
	column "$T/out.csv" customer | sort >"$T/a"
	ingest 0 telco-v11 "$DATA/telco-churn/telco-customer-churn-v11.csv.gz"
	column "$T/out.csv" customer | sort | cmp "$T/a" -
	grep -q '"33.964131, -118.272783"' "$T/out.csv"
	ingest 0 telco-status "$DATA/telco-churn/telco-status-satisfaction.csv.gz"
	column "$T/out.csv" customer | sort | cmp "$T/a" -
}
@test "CDNOW: blanks between the fields, no header" {
	need_data cdnow
	ingest 0 cdnow "$DATA/cdnow/CDNOW_sample.txt"
	[ "$books" = "cs-ingest: 6919 read, 6919 used, 0 left out, 0 rejected, 0 merged; 6919 written" ]
	[ "$(sed -n 2p "$T/out.csv")" = 00004,0001,1997-01-01,2,29.33 ]
	[ "$(column "$T/out.csv" customer | sort -u | wc -l)" -eq 2357 ]
}
@test "Febrl: blanks after commas, in the header too; impossible days are nulled and counted" {
	need_data febrl
	ingest 0 febrl "$DATA/febrl/dataset1.csv"
	[ "$books" = "cs-ingest: 1000 read, 1000 used, 0 left out, 0 rejected, 0 merged; 1000 written" ]
	[[ $stderr == *"born: no such day, made null: "* ]]
	[ "$(sed -n 2p "$T/out.csv")" = rec-223-org,,waller,6,4011,1908-12-09,6988048 ]
	ingest 0 febrl "$DATA/febrl/dataset2.csv.gz" 
	ingest 0 febrl "$DATA/febrl/dataset3.csv.gz"
	[ "$books" = "cs-ingest: 5000 read, 5000 used, 0 left out, 0 rejected, 0 merged; 5000 written" ]
}
@test "what --infer proposes for real files reads them without a reject" {
	need_data boston-311
	for f in "boston-311/Call Log.csv" comcast-complaints/Comcast_telecom_complaints_data.csv cdnow/CDNOW_sample.txt \
		pwc-call-centre/call-centre-variant-mangled-dates.csv mobile-satisfaction-cn/voice-satisfaction-gbk.csv.gz \
		csv-torture/messytables-horror/utf-16le_encoded.csv csv-torture/messytables-horror/mixedGLB.csv \
		csv-torture/messytables-horror/simple.psv event-logs/running_example_broken.csv febrl/dataset1.csv \
		telco-churn/telco-customer-churn-v11.csv.gz nab/nyc_taxi.csv series/m3-monthly-204.csv.gz; do
		cs-ingest --infer "$DATA/$f" >"$T/s.schema"
		run -0 --separate-stderr cs-ingest -s "$T/s.schema" -o "$T/out.csv" "$DATA/$f"
		[[ ${stderr_lines[-1]} == *" 0 rejected, 0 merged; "* ]]
		[ "$(wc -l <"$T/out.csv")" -gt 20 ]
	done
}
