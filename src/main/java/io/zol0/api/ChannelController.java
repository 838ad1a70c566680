package io.zol0.api;

import io.zol0.notify.Attempt;
import io.zol0.notify.Channel;
import io.zol0.notify.Channels;
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
import org.springframework.web.bind.annotation.RestController;

/** Channels by REST; their secrets only ever go in. */
@RestController
@RequestMapping("/api/settings/channels")
class ChannelController {
    private final Channels channels;

    ChannelController(Channels channels) {
        this.channels = channels;
    }

    /** What came of a test. */
    record Tested(boolean arrived, String said) {}

    @GetMapping
    List<ChannelBody> all() {
        return channels.all().stream().map(ChannelBody::of).toList();
    }

    @PostMapping
    ResponseEntity<ChannelBody> add(@RequestBody ChannelBody body) {
        if (body.id() != null) {
            throw Unfit.sense("id", "A new channel gets its id; leave it out, or change the one that has it by PUT.");
        }
        Channel added = Outcomes.saved(channels.add(body.toDraft()), "channel", Channel::version);
        return answer(ResponseEntity.created(URI.create("/api/settings/channels/" + added.id())), added);
    }

    @GetMapping("/{id}")
    ResponseEntity<ChannelBody> one(@PathVariable long id) {
        return answer(ResponseEntity.ok(), there(id));
    }

    @PutMapping("/{id}")
    ResponseEntity<ChannelBody> change(
            @PathVariable long id,
            @RequestBody ChannelBody body,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
        Channel there = there(id);
        if (body.id() != null && body.id() != id) {
            throw Unfit.sense("id", "This is channel %d; its id cannot be changed.".formatted(id));
        }
        long version = Versions.required(ifMatch, there.version());
        return answer(
                ResponseEntity.ok(),
                Outcomes.saved(channels.change(id, version, body.toDraft()), named(id), Channel::version));
    }

    @DeleteMapping("/{id}")
    ResponseEntity<Void> remove(
            @PathVariable long id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
        long version = Versions.required(ifMatch, there(id).version());
        Outcomes.saved(channels.remove(id, version), named(id), Channel::version);
        return ResponseEntity.noContent().build();
    }

    /** Sends a test message at once. */
    @PostMapping("/{id}/test")
    Tested test(@PathVariable long id) {
        Attempt attempt = channels.test(id).orElseThrow(() -> new Missing("There is no %s.".formatted(named(id))));
        return new Tested(attempt instanceof Attempt.Delivered, attempt.said());
    }

    private static ResponseEntity<ChannelBody> answer(ResponseEntity.BodyBuilder answer, Channel channel) {
        return answer.eTag(Versions.tag(channel.version())).body(ChannelBody.of(channel));
    }

    private Channel there(long id) {
        return channels.byId(id).orElseThrow(() -> new Missing("There is no %s.".formatted(named(id))));
    }

    private static String named(long id) {
        return "channel number %d".formatted(id);
    }
}
