package dev.parlando.offline.script;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;

/** The answers of the next speech requests, in the order of their arrival. Threading: confined to the event loop. */
public final class AnswerQueue {
    private static final AnswerPlan UNSCRIPTED = AnswerPlan.of(AnswerContent.OFFLINE_VOICE);

    private final Queue<AnswerPlan> next = new ArrayDeque<>();
    private AnswerPlan standard = UNSCRIPTED;

    /** Adds answers, one for each further request. */
    public void add(List<AnswerPlan> answers) {
        next.addAll(answers);
    }

    /** Sets the answer of all requests that have none of their own. */
    public void setStandard(AnswerPlan answer) {
        standard = answer;
    }

    /** Removes all answers, after which the offline voice answers. */
    public void clear() {
        next.clear();
        standard = UNSCRIPTED;
    }

    /** Returns the answer of the next request. */
    public AnswerPlan peek() {
        AnswerPlan own = next.peek();
        return own == null ? standard : own;
    }

    /** Removes and returns the answer of the next request. */
    public AnswerPlan take() {
        AnswerPlan own = next.poll();
        return own == null ? standard : own;
    }
}
