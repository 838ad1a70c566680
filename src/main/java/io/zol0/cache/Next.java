package io.zol0.cache;

/** What is to be done for a request. */
public enum Next {
    /** Answer with {@link Visit#serve}. */
    SERVE,
    /** Answer with {@link Visit#serve}, then ask the upstream with {@link Visit#refreshing} without anyone waiting for it. */
    SERVE_AND_REFRESH,
    /** Ask the upstream whether the stored answer still holds: with {@link Visit#editRequest}, then {@link Visit#arrived}. */
    REVALIDATE,
    /** Ask the upstream, and give what comes to {@link Visit#arrived}; identical requests may wait for it. */
    FETCH,
    /** Ask the upstream as if there were no cache; {@link Visit#arrived} need not be called. */
    BYPASS,
    /** Answer 504: the caller takes a stored answer only, and there is none. */
    REFUSE
}
