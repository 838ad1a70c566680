package io.zol0.notify;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** A bundle as lines of plain text, no longer than a chat takes. */
final class ChatText {
    private ChatText() {}

    /**
     * The whole in one text.
     *
     * @param safe makes a text harmless that others may have written
     */
    static String of(Parcel parcel, int longest, UnaryOperator<String> safe) {
        Bundle bundle = parcel.bundle();
        if (bundle.count() == 1) {
            Message message = bundle.listed().getFirst();
            String end = "\n" + parcel.link(message);
            String text = safe.apply(Wording.title(message)) + "\n" + safe.apply(message.sentence());
            return Wording.shortened(text, longest - end.length()) + end;
        }
        String end = (bundle.more() == 0 ? "" : "\n" + Wording.more(bundle)) + "\n" + parcel.linkToAll();
        // What finds no room is counted with the rest.
        List<String> lines = new ArrayList<>();
        int room = longest - end.length() - 100;
        int left = 0;
        for (Message message : bundle.listed()) {
            String line = "• " + safe.apply(Wording.shortened(Wording.title(message), 200));
            if (left == 0 && line.length() + 1 <= room) {
                lines.add(line);
                room -= line.length() + 1;
            } else {
                left++;
            }
        }
        if (left > 0) {
            end = "\nand %,d more".formatted(left + bundle.more()) + "\n" + parcel.linkToAll();
        }
        return Wording.summary(bundle) + "\n" + String.join("\n", lines) + end;
    }
}
