package io.zol0.ingest;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;

/** A body that is read piece by piece, unpacked where it is packed, and no further than to a bound, whatever it would unpack to. */
final class Body extends FilterInputStream {
    private static final int PIECE = 16 * 1024;

    private final DataSize most;
    private long left;

    private Body(InputStream in, DataSize most) {
        super(in);
        this.most = most;
        this.left = most.toBytes();
    }

    /**
     * The content of a body.
     *
     * @param encoding its Content-Encoding; null for none
     * @param most how large it may be, unpacked
     */
    static InputStream of(InputStream raw, @Nullable String encoding, DataSize most) throws IOException {
        String coding = encoding == null ? "" : encoding.strip().toLowerCase(Locale.ROOT);
        return switch (coding) {
            case "", "identity" -> new Body(raw, most);
            case "gzip", "x-gzip" -> new Body(unpacked(raw), most);
            default ->
                throw NotTaken.unknownForm("The body has the Content-Encoding " + encoding
                        + ", which is not known here; send it with gzip or as it is.");
        };
    }

    private static InputStream unpacked(InputStream raw) throws IOException {
        try {
            return new GZIPInputStream(raw, PIECE);
        } catch (IOException broken) {
            throw NotTaken.unreadable("The body is said to be gzip, but is not.");
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int read = in.read(buffer, offset, length);
        left -= Math.max(0, read);
        if (left < 0) {
            throw NotTaken.tooLarge(
                    "The body has more than " + most.toMegabytes() + " MB unpacked; send it in smaller parts.");
        }
        return read;
    }
}
