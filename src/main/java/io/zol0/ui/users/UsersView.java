package io.zol0.ui.users;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.NativeTable;
import com.vaadin.flow.component.html.NativeTableBody;
import com.vaadin.flow.component.html.NativeTableRow;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import io.zol0.ui.parts.Moment;
import io.zol0.ui.parts.Panel;
import io.zol0.ui.parts.Roles;
import io.zol0.users.Account;
import io.zol0.users.Accounts;
import io.zol0.users.Sessions;
import jakarta.annotation.security.RolesAllowed;
import java.util.List;

/** Who may sign in, as what, and who did. */
@Route("settings/users")
@PageTitle("Users · ZoL0")
@RolesAllowed("ADMIN")
class UsersView extends Main {
    private final Sessions sessions;

    UsersView(Accounts accounts, Sessions sessions) {
        this.sessions = sessions;
        addClassName("page");
        List<Account> all = accounts.all();
        Button add = new Button("Add a user", click -> getUI().ifPresent(ui -> ui.navigate(NewUserView.class)));
        add.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        add.addClassName("above");
        add(new H1("Users"), new Paragraph(sentence(all)), add, new Panel("Accounts").with(table(all)));
    }

    private static String sentence(List<Account> all) {
        long disabled = all.stream().filter(account -> !account.enabled()).count();
        return (all.size() == 1 ? "1 account" : all.size() + " accounts")
                + (disabled == 0 ? "; all of them may sign in." : "; %d of them may not sign in.".formatted(disabled));
    }

    private Div table(List<Account> all) {
        NativeTable table = new NativeTable();
        table.addClassName("rows");
        table.getElement().setAttribute("aria-label", "Accounts");
        NativeTableRow head = table.getHead().addRow();
        List.of("User", "Role", "Sees", "Signed in", "Last sign-in").forEach(title -> {
            var cell = head.addHeaderCell();
            cell.setText(title);
            cell.getElement().setAttribute("scope", "col");
            cell.addClassNames(width(title).split(" "));
        });
        NativeTableBody body = table.addBody();
        all.forEach(account -> row(body.addRow(), account));
        return new Div(table);
    }

    private void row(NativeTableRow row, Account account) {
        Span name = new Span(new Anchor("settings/users/" + account.id(), account.name()));
        if (!account.enabled()) {
            Span off = new Span(" disabled");
            off.addClassName("warning");
            name.add(off);
        }
        int open = sessions.of(account.id()).size();
        Component last = account.lastLoginAt() == null ? new Span("never") : new Moment(account.lastLoginAt());
        row.addDataCell().add(name);
        row.addDataCell().add(new Span(Roles.name(account.role())));
        row.addDataCell().add(new Span(Roles.environments(account.environments())));
        row.addDataCell().add(new Span(open == 0 ? "–" : open == 1 ? "1 browser" : open + " browsers"));
        row.addDataCell().add(last);
        List<String> widths = List.of("User", "Role", "Sees", "Signed in", "Last sign-in");
        for (int i = 0; i < widths.size(); i++) {
            row.getAllCells().get(i).addClassNames(width(widths.get(i)).split(" "));
        }
    }

    private static String width(String title) {
        return switch (title) {
            case "User" -> "name";
            case "Role" -> "role";
            case "Last sign-in" -> "when-wide";
            default -> "less";
        };
    }
}
