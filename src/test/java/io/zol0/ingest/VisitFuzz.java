package io.zol0.ingest;

import com.code_intelligence.jazzer.junit.FuzzTest;

class VisitFuzz {
    @FuzzTest(maxDuration = "5s")
    void whatever_the_bytes_they_are_a_visit_or_refused(byte[] bytes) {
        Visit visit;
        try {
            visit = Visit.read(bytes);
        } catch (NotTaken refused) {
            return; // a sentence is what is wanted
        }
        if (!visit.path().startsWith("/") || visit.calls().size() > Visit.MOST_CALLS) {
            throw new AssertionError("unsound: " + visit);
        }
    }
}
