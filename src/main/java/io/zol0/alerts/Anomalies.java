package io.zol0.alerts;

import io.zol0.home.Refusal;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Runs the detector over every CSV file of a folder and writes each again with the scores of its points. */
public final class Anomalies {
    private Anomalies() {}

    /**
     * One file of results for each file of data, at the same place below its folder.
     *
     * @return a sentence that says what was done
     * @throws Refusal where a folder or a file is not what it should be
     */
    public static String run(Path data, Path out) {
        List<Path> files = files(data, out);
        long points = 0;
        long found = 0;
        for (Path file : files) {
            Path result = out.resolve(data.relativize(file).toString());
            Scored scored = score(file, result);
            points += scored.points();
            found += scored.anomalies();
        }
        return String.format(
                Locale.ROOT,
                "Scored %d points of %d %s; %d are anomalies, which is a score of %s or more. The scores are in %s.",
                points,
                files.size(),
                files.size() == 1 ? "file" : "files",
                found,
                Detector.THRESHOLD,
                out);
    }

    private static List<Path> files(Path data, Path out) {
        if (!Files.isDirectory(data)) {
            throw new Refusal(data + " is no folder; --data names the folder of the CSV files.");
        }
        if (out.toAbsolutePath().normalize().startsWith(data.toAbsolutePath().normalize())) {
            throw new Refusal("--out must lie outside of " + data + ", or scores would be taken for data.");
        }
        try (Stream<Path> all = Files.walk(data)) {
            List<Path> files = all.filter(file -> file.toString().endsWith(".csv"))
                    .filter(Files::isRegularFile)
                    .sorted()
                    .toList();
            if (files.isEmpty()) {
                throw new Refusal("There is no file that ends in .csv in " + data + ".");
            }
            return files;
        } catch (IOException e) {
            throw new Refusal(data + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static Scored score(Path file, Path result) {
        try {
            Files.createDirectories(result.toAbsolutePath().getParent());
            Path part = result.resolveSibling(result.getFileName() + ".part");
            Scored scored;
            try (BufferedReader in = Files.newBufferedReader(file);
                    BufferedWriter out = Files.newBufferedWriter(part)) {
                scored = score(new SeriesFile(file, in), out);
            } catch (Refusal refusal) {
                Files.deleteIfExists(part);
                throw refusal;
            }
            Files.move(part, result, StandardCopyOption.REPLACE_EXISTING);
            return scored;
        } catch (MalformedInputException e) {
            throw new Refusal(file + " is no text in UTF-8.", e);
        } catch (IOException e) {
            throw new Refusal("The scores of " + file + " cannot be written to " + result + ": " + e.getMessage(), e);
        }
    }

    private static Scored score(SeriesFile series, BufferedWriter out) throws IOException {
        Detector detector = new Detector();
        long points = 0;
        long anomalies = 0;
        out.write("timestamp,value,anomaly_score\n");
        for (SeriesFile.Row row = series.next(); row != null; row = series.next()) {
            double score = detector.score(row.at(), row.value());
            out.write(row.timestamp() + "," + row.number() + "," + score + "\n");
            points++;
            anomalies += score >= Detector.THRESHOLD ? 1 : 0;
        }
        return new Scored(points, anomalies);
    }

    private record Scored(long points, long anomalies) {}
}
