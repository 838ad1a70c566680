package io.zol0.home;

import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/**
 * What a backup says of itself.
 *
 * @param zol0 version of the ZoL0 that wrote it
 * @param schema version of the database's schema
 * @param fingerprint of the secret key that it belongs to
 * @param history whether measurements are in it
 * @param tables what it holds, by table
 */
record BackupManifest(
        String zol0, String schema, String fingerprint, Instant created, boolean history, Map<String, Table> tables) {
    static final String FILE = "manifest.properties";
    private static final String FORMAT = "1";

    /**
     * One table's share.
     *
     * @param partitions bounds by name
     */
    record Table(List<String> columns, long rows, Map<String, String> partitions) {}

    String text() throws IOException {
        Properties all = new Properties();
        all.setProperty("format", FORMAT);
        all.setProperty("zol0", zol0);
        all.setProperty("schema", schema);
        all.setProperty("fingerprint", fingerprint);
        all.setProperty("created", created.toString());
        all.setProperty("history", Boolean.toString(history));
        tables.forEach((name, table) -> {
            all.setProperty("table." + name + ".columns", String.join(",", table.columns()));
            all.setProperty("table." + name + ".rows", Long.toString(table.rows()));
            table.partitions().forEach((part, bounds) -> all.setProperty("table." + name + ".part." + part, bounds));
        });
        StringWriter text = new StringWriter();
        all.store(text, null);
        return text.toString();
    }

    static BackupManifest read(Reader text) throws IOException {
        Properties all = new Properties();
        all.load(text);
        String format = value(all, "format");
        if (!format.equals(FORMAT)) {
            throw new Refusal("The backup has format " + format + " and this ZoL0 reads format " + FORMAT
                    + "; restore it with the ZoL0 that made it, version " + value(all, "zol0") + ".");
        }
        Map<String, Table> tables = new LinkedHashMap<>();
        for (String key : all.stringPropertyNames()) {
            if (key.startsWith("table.") && key.endsWith(".columns")) {
                String name = key.substring("table.".length(), key.length() - ".columns".length());
                tables.put(name, table(all, name));
            }
        }
        return new BackupManifest(
                value(all, "zol0"),
                value(all, "schema"),
                value(all, "fingerprint"),
                Instant.parse(value(all, "created")),
                Boolean.parseBoolean(value(all, "history")),
                tables);
    }

    private static Table table(Properties all, String name) {
        String prefix = "table." + name + ".part.";
        Map<String, String> partitions = new TreeMap<>();
        for (String key : all.stringPropertyNames()) {
            if (key.startsWith(prefix)) {
                partitions.put(key.substring(prefix.length()), value(all, key));
            }
        }
        return new Table(
                List.of(value(all, "table." + name + ".columns").split(",")),
                Long.parseLong(value(all, "table." + name + ".rows")),
                partitions);
    }

    private static String value(Properties all, String key) {
        String value = all.getProperty(key);
        if (value == null) {
            throw new Refusal("The backup is damaged: its manifest lacks " + key + ".");
        }
        return value;
    }
}
