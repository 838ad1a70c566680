package io.zol0.ingest;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;

class CsvFuzz {
    @FuzzTest(maxDuration = "5s")
    void whatever_the_bytes_each_line_is_taken_or_refused_by_its_number(byte[] bytes) throws IOException {
        long lines = 1;
        for (byte each : bytes) {
            lines += each == '\n' ? 1 : 0;
        }
        long[] handed = {0};
        Uploaded uploaded;
        try {
            uploaded = new CsvReader(
                            (labels, value, at, to) -> {
                                if (labels.text().length() > 500) {
                                    throw new AssertionError("labels beyond their bound: " + labels.text());
                                }
                                handed[0]++;
                                return null;
                            },
                            values -> {},
                            0)
                    .read(new ByteArrayInputStream(bytes));
        } catch (NotTaken refused) {
            return; // a sentence is what is wanted
        }
        if (uploaded.accepted() != handed[0] || uploaded.accepted() + uploaded.refused() > lines) {
            throw new AssertionError("miscounted: " + uploaded);
        }
        for (Uploaded.Problem problem : uploaded.problems()) {
            if (problem.line() < 2 || problem.line() > lines || problem.detail().isBlank()) {
                throw new AssertionError("a problem of no line: " + problem);
            }
        }
    }
}
