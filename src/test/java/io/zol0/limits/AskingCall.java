package io.zol0.limits;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A call of a test that asks to be let through, and what it was told. */
final class AskingCall implements LimitedCall {
    private final Loop loop;
    private final Map<String, String> headers = new HashMap<>();
    private final Map<String, String> query = new HashMap<>();
    private final List<Decision.Final> told = new ArrayList<>();
    private String method = "GET";
    private String template = "/api/v3/depth";
    private String caller = "bot";
    private long upstreamId = 1;
    private long patienceNanos = Long.MAX_VALUE;
    private Runnable whenTold = () -> {};
    private @Nullable Decision first;

    AskingCall(Loop loop) {
        this.loop = loop;
    }

    AskingCall of(String otherMethod, String otherTemplate) {
        method = otherMethod;
        template = otherTemplate;
        return this;
    }

    AskingCall by(String name) {
        caller = name;
        return this;
    }

    AskingCall to(long upstream) {
        upstreamId = upstream;
        return this;
    }

    AskingCall with(String header, String value) {
        headers.put(header, value);
        return this;
    }

    AskingCall asking(String field, String value) {
        query.put(field, value);
        return this;
    }

    AskingCall patientFor(long nanos) {
        patienceNanos = nanos;
        return this;
    }

    AskingCall then(Runnable action) {
        whenTold = action;
        return this;
    }

    AskingCall ask(Limits limits) {
        first = limits.reserve(this);
        return this;
    }

    Decision first() {
        return Objects.requireNonNull(first, "It has not asked yet.");
    }

    boolean isGranted() {
        return last() instanceof Granted;
    }

    boolean waits() {
        return last() instanceof Decision.Waits;
    }

    /** What holds for it now. */
    Decision last() {
        return told.isEmpty() ? first() : told.getLast();
    }

    Granted granted() {
        return (Granted) last();
    }

    Refused refused() {
        return (Refused) last();
    }

    void cancel() {
        ((Decision.Waits) first()).cancel();
    }

    List<Decision.Final> told() {
        return told;
    }

    @Override
    public long upstreamId() {
        return upstreamId;
    }

    @Override
    public String method() {
        return method;
    }

    @Override
    public String template() {
        return template;
    }

    @Override
    public String caller() {
        return caller;
    }

    @Override
    public @Nullable CharSequence header(String name) {
        return headers.get(name);
    }

    @Override
    public @Nullable CharSequence query(String name) {
        return query.get(name);
    }

    @Override
    public long patienceNanos() {
        return patienceNanos;
    }

    @Override
    public Loop loop() {
        return loop;
    }

    @Override
    public void decided(Decision.Final decision) {
        told.add(decision);
        whenTold.run();
    }
}
