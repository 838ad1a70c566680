package io.zol0.notify;

import io.zol0.notify.Message.Kind;
import io.zol0.notify.Recipients.Now;
import io.zol0.notify.ToldTable.Heard;
import io.zol0.notify.ToldTable.Told;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Makes deliveries of messages, for each target in the way that it is to hear of them, all in the transaction of whoever tells.
 * However many messages come, a target has at most 20 single ones a minute or waiting, the most urgent; the others are gathered
 * in one delivery, which lists 40 and counts the rest.
 */
@Component
class Outbox {
    /** Most single messages to a target that wait or were made within {@link #BURST_TIME}. */
    static final int BURST = 20;

    static final Duration BURST_TIME = Duration.ofMinutes(1);
    private static final int MOST_LATE = 1_000;

    private final DeliveryTable deliveries;
    private final ToldTable told;
    private final Recipients recipients;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Outbox(
            DeliveryTable deliveries,
            ToldTable told,
            Recipients recipients,
            ApplicationEventPublisher events,
            Clock clock) {
        this.deliveries = deliveries;
        this.told = told;
        this.recipients = recipients;
        this.events = events;
        this.clock = clock;
    }

    /** What is to go to whom in this transaction. */
    private static final class Mail {
        private final Map<Target, Map<Gathering, List<Message>>> byTarget = new LinkedHashMap<>();

        void add(Target target, Gathering gathering, Message message) {
            byTarget.computeIfAbsent(target, key -> new LinkedHashMap<>())
                    .computeIfAbsent(gathering, key -> new ArrayList<>())
                    .add(message);
        }
    }

    /** Takes messages, in the transaction that there is. */
    void take(List<Message> messages) {
        if (messages.isEmpty()) {
            return;
        }
        deliveries.lock();
        Now now = recipients.now(now());
        Mail mail = new Mail();
        begin(messages.stream().filter(Outbox::begins).toList(), now, mail);
        goOn(messages, Kind.ACKNOWLEDGED, now, mail);
        goOn(messages, Kind.RESOLVED, now, mail);
        send(mail, now.at());
    }

    /**
     * Takes a message for somebody in particular, whatever the routes say, in the transaction that there is.
     *
     * @param recipients addresses in the place of the channel's own; empty for those
     */
    void take(Message message, long channelId, List<String> recipients) {
        deliveries.lock();
        deliveries.add(Target.channel(channelId), Gathering.NONE, Bundle.of(message), recipients, now());
        events.publishEvent(new OutboxFilled());
    }

    private static boolean begins(Message message) {
        return switch (message.kind()) {
            case OPENED, ESCALATED -> true;
            case ACKNOWLEDGED, RESOLVED, REPORT, TEST -> false;
        };
    }

    private void begin(List<Message> messages, Now now, Mail mail) {
        Map<Target, Integer> remembered = new HashMap<>();
        // Of one matter the last message, for a row is written once.
        Map<String, Heard> heard = new LinkedHashMap<>();
        for (Message message : messages) {
            for (Hearer hearer : now.of(message)) {
                mail.add(hearer.target(), hearer.gathering(), message);
                int known = remembered.computeIfAbsent(hearer.target(), told::count);
                if (known < ToldTable.MOST) {
                    remembered.put(hearer.target(), known + 1);
                    boolean escalates = !hearer.escalateAfter().isZero() && hearer.escalateChannelId() != 0;
                    heard.put(
                            hearer.target() + " " + message.fingerprint(),
                            new Heard(hearer, message, escalates ? now.at().plus(hearer.escalateAfter()) : null));
                }
            }
        }
        told.remember(List.copyOf(heard.values()), now.at());
    }

    /** Tells those who heard the beginning. */
    private void goOn(List<Message> messages, Kind kind, Now now, Mail mail) {
        Map<String, Message> byFingerprint = messages.stream()
                .filter(message -> message.kind() == kind)
                .collect(Collectors.toMap(Message::fingerprint, message -> message, (a, b) -> b, LinkedHashMap::new));
        if (byFingerprint.isEmpty()) {
            return;
        }
        Set<String> fingerprints = byFingerprint.keySet();
        for (Told each : told.of(fingerprints)) {
            long channel = each.target().channelId();
            boolean wanted =
                    kind == Kind.RESOLVED ? each.tellsEnd() && now.isOpen(channel) : now.tellsWhoTookIt(channel);
            Message message = byFingerprint.get(each.message().fingerprint());
            if (wanted && message != null) {
                now.gathering(each.target(), each.gatheringKey(), message)
                        .ifPresent(gathering -> mail.add(each.target(), gathering, message));
            }
        }
        if (kind == Kind.RESOLVED) {
            told.forget(fingerprints);
        } else {
            told.settle(fingerprints);
        }
    }

    /** Passes on what nobody took in time, by the channel that its route names; on one node each. */
    @Transactional
    public void escalate() {
        Instant at = now();
        deliveries.lock();
        List<Told> late = told.late(at, MOST_LATE);
        if (late.isEmpty()) {
            return;
        }
        Now now = recipients.now(at);
        Mail mail = new Mail();
        Map<String, Heard> heard = new LinkedHashMap<>();
        for (Told each : late) {
            Channel channel = now.open().get(each.escalateChannelId());
            if (channel == null) {
                continue;
            }
            Message message = each.message().as(Kind.ESCALATED, at);
            Target target = Target.channel(channel.id());
            mail.add(target, Gathering.NONE, message);
            Hearer hearer = new Hearer(target, Gathering.NONE, true, Duration.ZERO, 0);
            heard.put(target + " " + message.fingerprint(), new Heard(hearer, message, null));
            events.publishEvent(new MessageEscalated(message.fingerprint(), channel.name()));
        }
        told.remember(List.copyOf(heard.values()), at);
        send(mail, at);
    }

    private void send(Mail mail, Instant now) {
        if (mail.byTarget.isEmpty()) {
            return;
        }
        mail.byTarget.forEach((target, byGathering) -> byGathering.forEach((gathering, messages) -> {
            if (gathering.isNone()) {
                single(target, messages, now);
            } else {
                deliveries.gather(target, gathering, messages, now);
            }
        }));
        events.publishEvent(new OutboxFilled());
    }

    private void single(Target target, List<Message> messages, Instant now) {
        int room = Math.max(0, BURST - deliveries.singles(target, now.minus(BURST_TIME)));
        List<Message> ordered = messages.stream()
                .sorted(Comparator.comparing(Message::urgency).reversed())
                .toList();
        int alone = Math.min(room, ordered.size());
        ordered.subList(0, alone).forEach(message -> deliveries.add(target, Gathering.NONE, Bundle.of(message), now));
        if (alone < ordered.size()) {
            deliveries.gather(target, Gathering.STORM, ordered.subList(alone, ordered.size()), now);
        }
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
