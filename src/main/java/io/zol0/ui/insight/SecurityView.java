package io.zol0.ui.insight;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import io.zol0.insight.Security;
import io.zol0.insight.SecurityPicture;
import io.zol0.metrics.Answer;
import io.zol0.ui.parts.Figures;
import io.zol0.ui.parts.LiveRows;
import io.zol0.ui.parts.LiveRows.Cell;
import io.zol0.ui.parts.LiveRows.Column;
import io.zol0.ui.parts.Note;
import io.zol0.ui.parts.Panel;
import io.zol0.ui.parts.Tile;
import jakarta.annotation.security.RolesAllowed;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/** Who tried to get in, who is new or behaves otherwise, what was blocked, what expires, and what security costs in time. */
@Route("insight/security")
@PageTitle("Security · ZoL0")
@RolesAllowed("ADMIN")
class SecurityView extends Main {
    private static final int ROWS = 10;
    private static final long SOON_DAYS = 21;

    private final Security security;
    private final Beside beside;
    private final Clock clock;
    private final Paragraph sentence = new Paragraph();
    private final Div instead = new Div();
    private final Div content = new Div();
    private final Tile logins = new Tile("Failed sign-ins");
    private final Tile refused = new Tile("Tokens refused");
    private final Tile blocked = new Tile("Calls blocked");
    private final Tile check = new Tile("Checking a token");
    private final LiveRows origins =
            rows("Where failed sign-ins came from", "No sign-in failed in the last day.", "Address", "Times");
    private final LiveRows calls = rows("Blocked calls", "ZoL0 refused no call in the last day.", "Endpoint", "Calls");
    private final LiveRows tokens =
            rows("Refused tokens", "The gateway was shown no token that is none of ours.", "Address", "Times");
    private final Paragraph newcomers = new Paragraph();
    private final LiveRows addresses = new LiveRows(
            "New addresses of callers",
            20,
            "No caller of the gateway came from an address that is new.",
            List.of(new Column("Caller", "name"), new Column("New address", "name"), new Column("Since", "number")));
    private final Paragraph noted = new Paragraph();
    private final LiveRows changed = new LiveRows(
            "Callers whose mix changed",
            ROWS,
            "No caller's mix of endpoints differs from its week before by more than chance.",
            List.of(
                    new Column("Caller", "name"),
                    new Column("Distance", "number"),
                    new Column("By chance", "number"),
                    new Column("Calls", "number")));
    private final LiveRows certificates = new LiveRows(
            "Certificates",
            40,
            "No upstream speaks TLS, and neither do our own ports.",
            List.of(
                    new Column("Whose", "name"),
                    new Column("Holds for", "less"),
                    new Column("Connecting", "number"),
                    new Column("Handshake", "number")));
    private final Paragraph cost = new Paragraph("Measuring handshakes and token checks…");

    SecurityView(Security security, Beside beside, Clock clock) {
        this.security = security;
        this.beside = beside;
        this.clock = clock;
        addClassName("page");
        Div tiles = new Div(logins, refused, blocked, check);
        tiles.addClassName("tiles");
        cost.addClassName("quiet");
        cost.getElement().setAttribute("role", "status");
        certificates.addClassNames("wraps", "stacks");
        noted.addClassName("quiet");
        addresses.addClassNames("wraps", "stacks");
        changed.addClassName("wraps");
        Panel refusals = new Panel("Refused tokens")
                .about("last 24 hours, at the gateway, by address")
                .with(tokens);
        refusals.setId("refused-tokens");
        Panel refusedCalls =
                new Panel("Blocked calls").about("last 24 hours, by endpoint").with(calls);
        refusedCalls.setId("blocked-calls");
        Panel wide = new Panel("Certificates, and what TLS costs")
                .about("measured now")
                .with(certificates, cost);
        wide.addClassName("wide");
        wide.setId("measured");
        Panel newOnes =
                new Panel("New callers and addresses").about("last 24 hours").with(newcomers, addresses, noted);
        newOnes.addClassName("wide");
        Div cards = new Div(
                new Panel("Failed sign-ins").about("last 24 hours, by address").with(origins),
                refusals,
                refusedCalls,
                new Panel("Callers whose mix changed")
                        .about("against the week before")
                        .with(changed),
                newOnes,
                wide);
        cards.addClassName("cards");
        content.add(tiles, cards);
        content.setVisible(false);
        add(new H1("Security"), sentence, new InsightNav("insight/security"), instead, content);
    }

    private static LiveRows rows(String name, String whenEmpty, String what, String number) {
        LiveRows rows =
                new LiveRows(name, ROWS, whenEmpty, List.of(new Column(what, "name"), new Column(number, "number")));
        rows.addClassName("wraps");
        return rows;
    }

    @Override
    protected void onAttach(AttachEvent attached) {
        UI ui = attached.getUI();
        sentence.setText("Looking…");
        beside.work(ui, security::look, this::show, () -> sentence.setText("It could not be read."));
        beside.work(ui, security::measure, this::show, () -> cost.setText("It could not be measured."));
    }

    private void show(Answer<SecurityPicture> answer) {
        switch (answer) {
            case Answer.Unavailable<SecurityPicture>(String reason) -> {
                sentence.setText("");
                instead.add(Note.failed("The database is away").text(reason));
            }
            case Answer.Found<SecurityPicture>(SecurityPicture picture) -> {
                content.setVisible(true);
                show(picture);
            }
        }
    }

    private void show(SecurityPicture picture) {
        long all = picture.blocked().stream()
                .mapToLong(SecurityPicture.Counted::count)
                .sum();
        boolean unusual = picture.failsUnusually();
        sentence.setText(picture.sentence());
        sentence.setClassName("warning", unusual);
        logins.show(
                Figures.count(picture.failedLogins()),
                "usually %s a day".formatted(Figures.number(picture.failedBefore())),
                picture.failedPath());
        logins.warn(unusual);
        refused.show(
                Double.isFinite(picture.tokensRefused()) ? Figures.count(Math.round(picture.tokensRefused())) : "–",
                "calls with a token that is none of ours",
                "insight/security#refused-tokens");
        tokens.show(counted(picture.refusedFrom()));
        blocked.show(Figures.count(all), "refused by quotas, freezes and rules", "insight/security#blocked-calls");
        origins.show(counted(picture.origins()));
        calls.show(counted(picture.blocked()));
        newcomers.setText("%s %s"
                .formatted(
                        picture.newCallers().isEmpty()
                                ? "No caller is new against the week before, as far as callers were counted then."
                                : "New callers: " + String.join(", ", picture.newCallers()) + ".",
                        picture.newOrigins().isEmpty()
                                ? "No sign-in came from an address that was not seen in the four weeks before."
                                : "Sign-ins from new addresses: " + String.join(", ", picture.newOrigins()) + "."));
        addresses.show(picture.newAddresses().stream()
                .map(each -> List.<Cell>of(
                        new Cell.Link(each.caller(), each.path()),
                        new Cell.Text(each.address()),
                        new Cell.Time(each.first())))
                .toList());
        addresses.setVisible(picture.addressesKnown());
        noted.setText(
                picture.addressesSince() == null
                        ? "No address of a caller was noted yet."
                        : !picture.addressesKnown()
                                ? "Addresses of callers have been noted for less than a day: which ones are new can be told from then on."
                                : "An address is new where the caller was not seen at it in the 90 days before. It is that of whoever connects to the gateway: where a proxy stands before it, that of the proxy.");
        changed.show(picture.changed().stream()
                .limit(ROWS)
                .map(each -> List.<Cell>of(
                        new Cell.Link(each.caller(), each.path()),
                        new Cell.Text(Figures.number(each.distance())),
                        new Cell.Text(Figures.number(each.byChance())),
                        new Cell.Text(Figures.count(each.calls()))))
                .toList());
    }

    private static List<List<Cell>> counted(List<SecurityPicture.Counted> all) {
        return all.stream()
                .limit(ROWS)
                .map(each -> List.<Cell>of(
                        each.path().isEmpty() ? new Cell.Text(each.name()) : new Cell.Link(each.name(), each.path()),
                        new Cell.Text(Figures.count(each.count()))))
                .toList();
    }

    private void show(Security.Price price) {
        check.show(
                Figures.time(price.tokenCheck()),
                "99 of 100 within %s, of %,d checks".formatted(Figures.time(price.tokenCheckWorst()), price.checks()),
                "insight/security#measured");
        certificates.show(price.certificates().stream().map(this::row).toList());
        List<Duration> shaken = price.certificates().stream()
                .map(Security.Certificate::handshake)
                .filter(Objects::nonNull)
                .toList();
        cost.setText(
                shaken.isEmpty()
                        ? "No handshake with an upstream was made, so what TLS costs there cannot be told. Connections are kept, so that a handshake is made for a new connection only."
                        : "A handshake took %s on average beyond connecting; it is made for a new connection only."
                                .formatted(Figures.time(shaken.stream()
                                        .reduce(Duration.ZERO, Duration::plus)
                                        .dividedBy(shaken.size()))));
    }

    private List<Cell> row(Security.Certificate each) {
        return List.of(
                new Cell.Text(each.name() + " (" + each.address() + ")"),
                new Cell.Text(holds(each)),
                new Cell.Text(time(each.connect())),
                new Cell.Text(time(each.handshake())));
    }

    private String holds(Security.Certificate each) {
        Instant expires = each.expires();
        if (expires == null) {
            return "not known: " + each.problem();
        }
        if (each.problem() != null) {
            return "%s. %s".formatted(days(expires), each.problem());
        }
        return days(expires);
    }

    private String days(Instant expires) {
        long days = Duration.between(clock.instant(), expires).toDays();
        String words = Math.abs(days) == 1 ? "1 day" : "%d days".formatted(Math.abs(days));
        return expires.isBefore(clock.instant())
                ? days == 0 ? "expired today" : "expired %s ago".formatted(words)
                : days <= SOON_DAYS ? words + ", renew it" : words;
    }

    private static String time(@org.jspecify.annotations.Nullable Duration time) {
        return time == null ? "–" : Figures.time(time);
    }
}
