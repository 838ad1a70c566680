package io.zol0.ui.limits;

import com.vaadin.flow.component.HasValidation;
import com.vaadin.flow.component.textfield.TextField;
import io.zol0.catalog.Problem;
import io.zol0.ui.parts.FieldReader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Shows problems at the fields they are about. */
final class FieldChecks {
    private final Map<String, ? extends HasValidation> fields;

    FieldChecks(Map<String, ? extends HasValidation> fields) {
        this.fields = fields;
    }

    void show(List<Problem> problems) {
        fields.forEach((place, field) -> {
            Optional<Problem> problem =
                    problems.stream().filter(each -> each.field().equals(place)).findFirst();
            field.setInvalid(problem.isPresent());
            field.setErrorMessage(problem.map(Problem::sentence).orElse(""));
        });
    }

    /** What could not be read, and what is wrong with what could. */
    static List<Problem> together(FieldReader read, List<Problem> wrong) {
        Set<String> unread = new HashSet<>();
        read.problems().forEach(problem -> unread.add(problem.field()));
        List<Problem> all = new ArrayList<>(read.problems());
        wrong.stream().filter(problem -> !unread.contains(problem.field())).forEach(all::add);
        return all;
    }

    static TextField text(String label, String help) {
        TextField field = new TextField(label);
        field.setHelperText(help);
        field.setManualValidation(true);
        return field;
    }
}
