package io.zol0.ingest;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;

class BusinessFuzz {
    @FuzzTest(maxDuration = "5s")
    void whatever_the_bytes_each_value_is_taken_or_refused_by_its_place(byte[] bytes) {
        int[] handed = {0};
        BusinessReader reader = new BusinessReader(
                (labels, value, atMillis, to) -> {
                    if (Double.isNaN(value) || labels.text().length() > 500) {
                        throw new AssertionError("unsound: " + value + " " + labels.text());
                    }
                    handed[0]++;
                    return null;
                },
                0);
        try {
            reader.read(new ByteArrayInputStream(bytes));
        } catch (NotTaken refused) {
            return; // a sentence is what is wanted
        }
        Taken taken = reader.taken();
        if (taken.accepted() != handed[0]
                || taken.accepted() + taken.refused() > BusinessReader.MOST_VALUES
                || taken.problems().size() != Math.min(taken.refused(), Taken.MOST_PROBLEMS)) {
            throw new AssertionError("miscounted: " + taken);
        }
        for (Taken.Problem problem : taken.problems()) {
            if (problem.index() < 0
                    || problem.index() >= taken.accepted() + taken.refused()
                    || problem.detail().isBlank()) {
                throw new AssertionError("a problem of no value: " + problem);
            }
        }
    }
}
