package io.zol0.home;

import java.nio.file.Path;

/** The folder an installation lives in. */
public interface Home {
    /** The folder itself; it exists, is ours alone and can be written to. */
    Path folder();
}
