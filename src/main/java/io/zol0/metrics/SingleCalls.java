package io.zol0.metrics;

import java.util.List;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Service;

/**
 * Single calls from the history: those that failed or were refused, the slowest, a sample of the rest, and every call of an
 * endpoint for which that was switched on. Those of the last seconds wait to be written and are not in it yet.
 */
@Service
public class SingleCalls {
    private final SingleTable table;

    @Autowired
    SingleCalls(DataSource database) {
        this(new SingleTable(database));
    }

    SingleCalls(SingleTable table) {
        this.table = table;
    }

    /** A page of calls; who asks sees to it that the scope is one that may be seen. */
    public Answer<CallPage> read(CallQuestion question) {
        return History.asked(() -> {
            List<KeptCall> found = table.read(question, question.most() + 1);
            if (found.size() <= question.most()) {
                return new CallPage(found, null);
            }
            KeptCall last = found.get(question.most() - 1);
            return new CallPage(found.subList(0, question.most()), SingleTable.place(question.order(), last));
        });
    }
}
