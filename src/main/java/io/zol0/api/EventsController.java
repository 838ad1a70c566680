package io.zol0.api;

import io.zol0.api.EventFeed.Event;
import io.zol0.api.EventFeed.Listener;
import io.zol0.api.MonitoringBody.BanBody;
import io.zol0.catalog.InSight;
import io.zol0.catalog.Upstream;
import io.zol0.limits.Ban;
import io.zol0.users.KnownTokens;
import io.zol0.users.TokenGrant;
import io.zol0.users.TokenScope;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/**
 * Server-sent events of setting changes and bans in sight. Each listener holds a virtual thread, until it goes, is too slow, or
 * its token no longer holds.
 */
@RestController
class EventsController {
    private static final Logger LOG = LoggerFactory.getLogger(EventsController.class);
    private static final int SILENT_SECONDS = 15;

    private final EventFeed feed;
    private final KnownTokens tokens;
    private final InSight inSight;
    private final SeenUpstreams upstreams;
    private final JsonMapper json;

    EventsController(EventFeed feed, KnownTokens tokens, InSight inSight, SeenUpstreams upstreams, JsonMapper json) {
        this.feed = feed;
        this.tokens = tokens;
        this.inSight = inSight;
        this.upstreams = upstreams;
        this.json = json;
    }

    /** Events as they happen: {@code setting-changed}, {@code ban-began}, {@code ban-lifted}; a comment where none does. */
    @GetMapping(path = "/api/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    void listen(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Optional<Listener> joined = feed.join();
        if (joined.isEmpty()) {
            response.setHeader(HttpHeaders.RETRY_AFTER, "60");
            Problems.write(
                    response,
                    Problems.of(
                            HttpStatus.SERVICE_UNAVAILABLE,
                            "too-many-listeners",
                            "Too many listeners",
                            "%d listen already, which is as many as may. Come again later."
                                    .formatted(EventFeed.MOST_LISTENERS)));
            return;
        }
        Listener listener = joined.get();
        try {
            response.setContentType(MediaType.TEXT_EVENT_STREAM_VALUE);
            response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
            send(listener, response.getOutputStream(), stillHolds(request));
        } catch (IOException gone) {
            LOG.debug("A listener to events went away", gone);
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
        } finally {
            feed.leave(listener);
        }
    }

    private void send(Listener listener, OutputStream out, BooleanSupplier holds)
            throws IOException, InterruptedException {
        write(out, ": welcome\nretry: 5000\n\n");
        int silent = 0;
        while (!listener.isDropped() && holds.getAsBoolean()) {
            Optional<Event> next = listener.next();
            if (next.isPresent() && isInSight(next.get())) {
                write(out, text(next.get()));
                silent = 0;
            } else if (++silent >= SILENT_SECONDS) {
                write(out, ": nothing new\n\n");
                silent = 0;
            }
        }
        write(out, ": end\n\n");
    }

    /** What belongs to no upstream is seen by all, as in the history of settings. */
    private boolean isInSight(Event event) {
        return event.upstreamId() == 0 || inSight.upstreams().test(event.upstreamId());
    }

    private String text(Event event) {
        Object body = event.body() instanceof Ban ban ? BanBody.of(ban, name(ban.upstreamId())) : event.body();
        return (event.id() == null ? "" : "id: " + event.id() + "\n") + "event: " + event.name() + "\ndata: "
                + json.writeValueAsString(body) + "\n\n";
    }

    private String name(long upstreamId) {
        Upstream upstream = upstreams.byId().get(upstreamId);
        return upstream == null ? "" : upstream.name();
    }

    /** A token may be revoked, or lose its right, while its bearer listens. */
    private BooleanSupplier stillHolds(HttpServletRequest request) {
        String authorization = String.valueOf(request.getHeader(HttpHeaders.AUTHORIZATION));
        String token = authorization.substring(Math.min(authorization.length(), TokenFilter.BEARER.length()));
        return () -> {
            TokenGrant grant = tokens.grantOf(token);
            return grant != null && (grant.allows(TokenScope.READ) || grant.allows(TokenScope.OPERATE));
        };
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}
