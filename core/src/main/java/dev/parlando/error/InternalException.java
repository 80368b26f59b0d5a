package dev.parlando.error;

import java.util.Objects;

/**
 * Thrown when Parlando, or a library that it uses, failed in a way that it does not expect. {@link Throwable#getCause()}
 * is the original failure.
 *
 * <p>After a {@link LinkageError}, another version of a library than the required one is on the class path. Otherwise
 * the failure is a defect.
 */
public final class InternalException extends ParlandoException {
    private static final long serialVersionUID = 1L;

    /** Creates an error for an unexpected failure. */
    public InternalException(Throwable cause) {
        super(ErrorCategory.INTERNAL, message(cause), cause, false, 0);
    }

    @Override
    public InternalException copy() {
        return new InternalException(Objects.requireNonNull(getCause(), "an internal failure has a cause"));
    }

    /** Names the failure. The message of an exception is left out, since it may quote the text to be spoken. */
    private static String message(Throwable cause) {
        if (cause instanceof LinkageError) {
            return "a library on the class path is missing or has another version than the required one: "
                    + rootLinkageError(cause);
        }
        return "an unexpected failure, which is a defect to be reported with its cause: "
                + cause.getClass().getName();
    }

    /** Returns the innermost linkage error, since the second use of a class reports only that the first failed. */
    private static Throwable rootLinkageError(Throwable outer) {
        Throwable root = outer;
        while (root.getCause() instanceof LinkageError inner) {
            root = inner;
        }
        return root;
    }
}
