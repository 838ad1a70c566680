package io.zol0.api;

import io.zol0.catalog.Catalog;
import io.zol0.catalog.OwnPreset;
import io.zol0.catalog.OwnPresets;
import io.zol0.catalog.SettingChange;
import io.zol0.catalog.SettingId;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The presets that somebody here wrote, by REST. */
@RestController
@RequestMapping("/api/settings/presets")
class PresetController {
    private final Catalog catalog;
    private final OwnPresets presets;

    PresetController(Catalog catalog, OwnPresets presets) {
        this.catalog = catalog;
        this.presets = presets;
    }

    @GetMapping
    List<PresetBody> all() {
        return presets.all().stream().map(PresetController::body).toList();
    }

    @PostMapping
    ResponseEntity<PresetBody> add(@RequestBody PresetBody body, @RequestParam(defaultValue = "") String reason) {
        if (body.id() != null) {
            throw Unfit.sense("id", "A new preset gets its id; leave it out, or change the one that has it by PUT.");
        }
        long id = catalog.apply(change(0, 0, body).because(reason)).setting().number();
        return answer(ResponseEntity.created(URI.create("/api/settings/presets/" + id)), id);
    }

    @GetMapping("/{id}")
    ResponseEntity<PresetBody> one(@PathVariable long id) {
        return answer(ResponseEntity.ok(), id);
    }

    @PutMapping("/{id}")
    ResponseEntity<PresetBody> change(
            @PathVariable long id,
            @RequestBody PresetBody body,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @RequestParam(defaultValue = "") String reason) {
        if (body.id() != null && body.id() != id) {
            throw Unfit.sense("id", "This is preset %d; its id cannot be changed.".formatted(id));
        }
        catalog.apply(change(id, Versions.required(ifMatch, version(id)), body).because(reason));
        return answer(ResponseEntity.ok(), id);
    }

    @DeleteMapping("/{id}")
    ResponseEntity<Void> remove(
            @PathVariable long id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @RequestParam(defaultValue = "") String reason) {
        long version = Versions.required(ifMatch, version(id));
        catalog.apply(new SettingChange(SettingId.preset(id), version, null, reason, null));
        return ResponseEntity.noContent().build();
    }

    private static SettingChange change(long id, long version, PresetBody body) {
        Needs needs = new Needs();
        SettingChange change =
                SettingChange.preset(id, version, needs.of(body.name(), "name", ""), needs.of(body.text(), "text", ""));
        needs.requireNoneMissing();
        return change;
    }

    private ResponseEntity<PresetBody> answer(ResponseEntity.BodyBuilder answer, long id) {
        OwnPreset preset = there(id);
        return answer.eTag(Versions.tag(version(id))).body(body(preset));
    }

    private long version(long id) {
        there(id);
        return catalog.current(SettingId.preset(id)).version();
    }

    private OwnPreset there(long id) {
        return presets.byNumber(id).orElseThrow(() -> new Missing("There is no preset number %d.".formatted(id)));
    }

    private static PresetBody body(OwnPreset preset) {
        return new PresetBody(preset.number(), preset.name(), preset.text());
    }
}
