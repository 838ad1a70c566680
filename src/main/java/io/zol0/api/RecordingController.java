package io.zol0.api;

import io.zol0.catalog.Recording;
import io.zol0.catalog.Recordings;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Keeps every call of an endpoint for a while, by REST. */
@RestController
class RecordingController {
    private final Recordings recordings;

    RecordingController(Recordings recordings) {
        this.recordings = recordings;
    }

    /** For how long, by ISO 8601; an hour where it is not said. */
    record Length(@Nullable Duration time) {}

    @GetMapping("/api/settings/recordings")
    List<Recording> all() {
        return recordings.all();
    }

    @PutMapping("/api/settings/recordings/{endpointId}")
    Recording start(@PathVariable long endpointId, @RequestBody Length length) {
        Duration time = length.time();
        return recordings.start(endpointId, time == null ? Duration.ofHours(1) : time);
    }

    @DeleteMapping("/api/settings/recordings/{endpointId}")
    ResponseEntity<Void> stop(@PathVariable long endpointId) {
        recordings.stop(endpointId);
        return ResponseEntity.noContent().build();
    }
}
