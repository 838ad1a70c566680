package io.zol0.cache;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is kept, in a file, so that a start after a clean stop is a warm one: readable by its owner only, with a checksum, and without
 * any answer that has a credential in its key. It is used once: a start removes it, so that none is read that is older than a stop.
 */
final class Snapshot {
    private static final Logger log = LoggerFactory.getLogger(Snapshot.class);

    /** "ZoL0" and the form of what follows; another form is not read. */
    private static final long MAGIC = 0x5a6f4c30_00000001L;

    private static final int MOST_FIELDS = 10_000;

    private Snapshot() {}

    /** Writes all answers but those with credentials, whole or not at all. Tells how many. */
    static int write(Path file, List<Stored> all) throws IOException {
        Path part = Files.createTempFile(
                file.toAbsolutePath().getParent(),
                "." + file.getFileName(),
                ".part",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try {
            int count = 0;
            CRC32C checksum = new CRC32C();
            try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
                OutputStream whole = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
                DataOutputStream out = new DataOutputStream(new CheckedOutputStream(whole, checksum));
                out.writeLong(MAGIC);
                for (Stored stored : all) {
                    if (isForEveryone(stored) && !stored.invalid() && stored.claim()) {
                        try {
                            out.writeByte(1);
                            write(out, stored);
                            count++;
                        } finally {
                            stored.release();
                        }
                    }
                }
                out.writeByte(0);
                out.writeLong(checksum.getValue());
                out.flush();
                channel.force(true);
            }
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return count;
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /** Without a credential in its key, or one that it gives in {@code Set-Cookie}. */
    private static boolean isForEveryone(Stored stored) {
        return !stored.origin().credentials() && stored.fields().first("set-cookie") == null;
    }

    /** Reads what was written, and removes the file. Where it is torn, nothing of it is used. */
    static int read(Path file, Site.Table sites, Memory memory, Store store, long budget, long nowMillis) {
        if (!Files.exists(file)) {
            return 0;
        }
        List<Stored> read = new ArrayList<>();
        try {
            if (Files.size(file) > budget) {
                throw new IOException("it is larger than the cache may be now");
            }
            readAll(file, sites, memory, read);
        } catch (IOException | RuntimeException e) {
            for (Stored stored : read) {
                sites.unuse(stored.site());
                stored.release();
            }
            log.warn(
                    "The cache starts empty: its snapshot {} cannot be used, for {}",
                    file,
                    e instanceof EOFException ? "it ends in the middle" : e.getMessage());
            read.clear();
        }
        remove(file);
        int kept = 0;
        for (Stored stored : read) {
            if (stored.terms().keptUntilMillis() > nowMillis) {
                store.put(stored);
                kept++;
            } else {
                sites.unuse(stored.site());
                stored.release();
            }
        }
        return kept;
    }

    private static void remove(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            log.warn("The snapshot {} was read and cannot be removed ({})", file, e.getMessage());
        }
    }

    private static void readAll(Path file, Site.Table sites, Memory memory, List<Stored> into) throws IOException {
        CRC32C checksum = new CRC32C();
        try (DataInputStream in = new DataInputStream(
                new CheckedInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 16), checksum))) {
            if (in.readLong() != MAGIC) {
                throw new IOException("it is of another form");
            }
            while (in.readByte() == 1) {
                into.add(read(in, sites, memory, Files.size(file)));
            }
            long sum = checksum.getValue();
            if (in.readLong() != sum || in.read() >= 0) {
                throw new IOException("its checksum is wrong");
            }
        }
    }

    private static void write(DataOutputStream out, Stored stored) throws IOException {
        CacheKey key = stored.key();
        out.writeLong(key.upstreamId());
        text(out, key.target());
        text(out, key.partition());
        Stored.Origin origin = stored.origin();
        out.writeLong(origin.endpointId());
        text(out, origin.priority().name());
        out.writeLong(origin.sentMillis());
        out.writeLong(origin.fetchMillis());
        out.writeInt(stored.status());
        List<String> lines = new ArrayList<>();
        stored.fields().forEach((name, value) -> {
            lines.add(name.toString());
            lines.add(value.toString());
        });
        texts(out, lines);
        Terms terms = stored.terms();
        out.writeLong(terms.bornMillis());
        out.writeLong(terms.arrivedMillis());
        out.writeLong(terms.freshUntilMillis());
        out.writeLong(terms.whileRevalidateUntilMillis());
        out.writeLong(terms.ifErrorUntilMillis());
        out.writeLong(terms.onRefusalUntilMillis());
        out.writeBoolean(terms.noCache());
        out.writeBoolean(terms.mustRevalidate());
        out.writeBoolean(terms.shareable());
        out.writeBoolean(terms.noTransform());
        out.writeBoolean(terms.immutable());
        texts(out, stored.vary().names());
        texts(out, stored.vary().values());
        Body body = stored.body();
        out.writeBoolean(body.packed());
        text(out, body.coding());
        out.writeBoolean(body.fixedCoding());
        out.writeLong(body.plainBytes());
        out.writeInt(body.checksum());
        ByteBuf bytes = body.bytes();
        out.writeInt(bytes.readableBytes());
        bytes.getBytes(bytes.readerIndex(), out, bytes.readableBytes());
    }

    private static Stored read(DataInputStream in, Site.Table sites, Memory memory, long most) throws IOException {
        CacheKey key = new CacheKey(in.readLong(), text(in), text(in));
        long endpointId = in.readLong();
        CachePriority priority = CachePriority.valueOf(text(in));
        Stored.Origin origin = new Stored.Origin(endpointId, priority, false, in.readLong(), in.readLong());
        int status = in.readInt();
        FieldList fields = FieldList.of(texts(in).toArray(String[]::new));
        Terms terms = new Terms(
                in.readLong(),
                in.readLong(),
                in.readLong(),
                in.readLong(),
                in.readLong(),
                in.readLong(),
                in.readBoolean(),
                in.readBoolean(),
                in.readBoolean(),
                in.readBoolean(),
                in.readBoolean(),
                Set.of());
        Vary vary = new Vary(texts(in), texts(in));
        boolean packed = in.readBoolean();
        String coding = text(in);
        boolean fixed = in.readBoolean();
        long plainBytes = in.readLong();
        int checksum = in.readInt();
        ByteBuf bytes = bytes(in, memory, most);
        return new Stored(
                key,
                sites.use(key),
                origin,
                status,
                fields,
                terms,
                vary,
                new Body(bytes, packed, coding, fixed, plainBytes, checksum));
    }

    private static ByteBuf bytes(DataInputStream in, Memory memory, long most) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > most) {
            throw new IOException("a body in it has " + length + " bytes");
        }
        Pieces pieces = new Pieces(memory, length);
        byte[] some = new byte[Math.min(length, 1 << 16)];
        boolean whole = false;
        try {
            for (int left = length; left > 0; left -= Math.min(left, some.length)) {
                in.readFully(some, 0, Math.min(left, some.length));
                if (!pieces.add(Unpooled.wrappedBuffer(some, 0, Math.min(left, some.length)))) {
                    throw new IOException("there is no memory for it");
                }
            }
            ByteBuf bytes = pieces.whole();
            if (bytes == null) {
                throw new IOException("there is no memory for it");
            }
            whole = true;
            pieces.settled();
            return bytes;
        } finally {
            if (!whole) {
                pieces.release();
            }
        }
    }

    private static void texts(DataOutputStream out, List<String> texts) throws IOException {
        out.writeInt(texts.size());
        for (String text : texts) {
            text(out, text);
        }
    }

    private static List<String> texts(DataInputStream in) throws IOException {
        int count = in.readInt();
        if (count < 0 || count > MOST_FIELDS) {
            throw new IOException("there are " + count + " fields in it");
        }
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            texts.add(text(in));
        }
        return texts;
    }

    /** With a length of four bytes: a field may be longer than what {@code writeUTF} takes. */
    private static void text(DataOutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static String text(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > 1 << 20) {
            throw new IOException("a text in it has " + length + " bytes");
        }
        byte[] bytes = in.readNBytes(length);
        if (bytes.length != length) {
            throw new IOException("it ends in the middle");
        }
        return new String(bytes, UTF_8);
    }
}
