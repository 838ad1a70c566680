package io.zol0.ui.shell;

import io.nayuki.qrcodegen.QrCode;

/** A text as a QR code, drawn as SVG: dark on white with a margin of four modules, as readers expect. */
final class QrPicture {
    private static final int MARGIN = 4;

    private QrPicture() {}

    static String svg(String text) {
        QrCode code = QrCode.encodeText(text, QrCode.Ecc.MEDIUM);
        StringBuilder dark = new StringBuilder();
        for (int y = 0; y < code.size; y++) {
            for (int x = 0; x < code.size; x++) {
                if (code.getModule(x, y)) {
                    dark.append("M%d,%dh1v1h-1z".formatted(x + MARGIN, y + MARGIN));
                }
            }
        }
        int size = code.size + 2 * MARGIN;
        return """
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" shape-rendering="crispEdges">\
                <rect width="%d" height="%d" fill="#fff"/><path d="%s" fill="#000"/></svg>""".formatted(size, size, size, size, dark);
    }
}
