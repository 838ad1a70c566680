package io.zol0.notify;

import io.zol0.home.Secret;
import io.zol0.notify.Message.Kind;
import io.zol0.notify.Outcome.Gone;
import io.zol0.notify.Outcome.Refused;
import io.zol0.notify.Outcome.Saved;
import io.zol0.notify.Outcome.Stale;
import io.zol0.users.Audit;
import io.zol0.users.AuditAction;
import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.RolesAllowed;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The channels, at most 100. Their secrets are sealed when they come and opened only to send. */
@Service
@DenyAll
public class Channels {
    /** Most channels. */
    public static final int MOST = 100;

    private final ChannelRepository channels;
    private final DeliveryTable deliveries;
    private final Sender sender;
    private final Secret secret;
    private final Audit audit;
    private final Clock clock;

    Channels(
            ChannelRepository channels,
            DeliveryTable deliveries,
            Sender sender,
            Secret secret,
            Audit audit,
            Clock clock) {
        this.channels = channels;
        this.deliveries = deliveries;
        this.sender = sender;
        this.secret = secret;
        this.audit = audit;
        this.clock = clock;
    }

    /** All of them, by name. */
    @RolesAllowed("OPERATOR")
    @Transactional(readOnly = true)
    public List<Channel> all() {
        return channels.findAllByOrderByName().stream()
                .map(ChannelEntity::toChannel)
                .toList();
    }

    @RolesAllowed("OPERATOR")
    @Transactional(readOnly = true)
    public Optional<Channel> byId(long id) {
        return channels.findById(id).map(ChannelEntity::toChannel);
    }

    /**
     * What is wrong with a draft by itself; a name that is taken shows only when it is saved.
     *
     * @param before the channel that is changed; null for a new one
     */
    @RolesAllowed("OPERATOR")
    public List<Flaw> flawsOf(ChannelDraft draft, @Nullable Channel before) {
        return ChannelRules.flaws(draft, before);
    }

    /** What is wrong with addresses of e-mails, of which there may be none. */
    @RolesAllowed("OPERATOR")
    public List<Flaw> flawsOf(List<String> recipients) {
        return ChannelRules.recipients(recipients);
    }

    /** A new secret to sign webhooks with. */
    @RolesAllowed("ADMIN")
    public String newSigningSecret() {
        return WebhookSignature.newSecret();
    }

    @RolesAllowed("ADMIN")
    @Transactional
    public Outcome<Channel> add(ChannelDraft draft) {
        List<Flaw> flaws = flaws(draft, null);
        if (channels.count() >= MOST) {
            flaws.add(new Flaw(
                    "name", "There are %d channels, the most there can be; remove one first.".formatted(MOST)));
        }
        if (!flaws.isEmpty()) {
            return new Refused<>(flaws);
        }
        // Sealed for its own number, which it has only then.
        ChannelEntity entity = channels.saveAndFlush(new ChannelEntity(draft));
        return new Saved<>(saved(entity, draft, null));
    }

    /** @param version the version that the change was made from */
    @RolesAllowed("ADMIN")
    @Transactional
    public Outcome<Channel> change(long id, long version, ChannelDraft draft) {
        // Nobody puts anything into the outbox for what is just being switched off or removed.
        deliveries.lock();
        ChannelEntity entity = channels.findById(id).orElse(null);
        if (entity == null) {
            return new Gone<>();
        }
        Channel before = entity.toChannel();
        if (before.version() != version) {
            return new Stale<>(before);
        }
        List<Flaw> flaws = flaws(draft, before);
        if (!flaws.isEmpty()) {
            return new Refused<>(flaws);
        }
        entity.become(draft);
        Channel now = saved(entity, draft, before);
        if (!now.enabled()) {
            deliveries.giveUp(id, "The channel was switched off before this was sent.", clock.instant());
        }
        return new Saved<>(now);
    }

    /** Removes a channel with its routes and all that was sent by it. */
    @RolesAllowed("ADMIN")
    @Transactional
    public Outcome<Channel> remove(long id, long version) {
        deliveries.lock();
        ChannelEntity entity = channels.findById(id).orElse(null);
        if (entity == null) {
            return new Gone<>();
        }
        Channel before = entity.toChannel();
        if (before.version() != version) {
            return new Stale<>(before);
        }
        channels.delete(entity);
        channels.flush();
        audit.record(AuditAction.CHANNEL_CHANGED, before.name(), Audit.fields(before), null);
        return new Saved<>(before);
    }

    /** Sends a test message by a channel at once and tells what came of it; nothing where the channel is gone. */
    @RolesAllowed("OPERATOR")
    public Optional<Attempt> test(long id) {
        return channels.findById(id).map(ChannelEntity::toChannel).map(channel -> {
            Message message = new Message(
                    Kind.TEST,
                    Urgency.INFO,
                    Message.Scope.NONE,
                    "ZoL0 tries this channel",
                    "This is a test of the channel %s; nothing is wrong.".formatted(channel.name()),
                    "settings/channels/" + id,
                    "test/" + id,
                    clock.instant());
            Attempt attempt = sender.send(
                    Target.channel(id), "msg_" + UUID.randomUUID().toString().replace("-", ""), Bundle.of(message));
            audit.note(AuditAction.CHANNEL_TESTED, channel.name(), Map.of("answer", attempt.said()));
            return attempt;
        });
    }

    private Channel saved(ChannelEntity entity, ChannelDraft draft, @Nullable Channel before) {
        String given = draft.secret();
        if (given != null) {
            entity.seal(
                    given.isEmpty()
                            ? null
                            : secret.seal(Sender.purpose(entity.toChannel().id()), given));
        }
        Channel now = channels.saveAndFlush(entity).toChannel();
        Map<String, Object> after = Audit.fields(now);
        if (given != null && !given.isEmpty()) {
            after.put("secret", "given");
        }
        audit.record(AuditAction.CHANNEL_CHANGED, now.name(), before == null ? null : Audit.fields(before), after);
        return now;
    }

    private List<Flaw> flaws(ChannelDraft draft, @Nullable Channel before) {
        List<Flaw> flaws = new ArrayList<>(ChannelRules.flaws(draft, before));
        channels.findByNameIgnoreCase(draft.name())
                .map(ChannelEntity::toChannel)
                .filter(other -> before == null || other.id() != before.id())
                .ifPresent(other -> flaws.add(new Flaw(
                        "name", "There is a channel %s already; choose another name.".formatted(other.name()))));
        return flaws;
    }
}
