package dev.parlando.error;

import java.util.Objects;

/** Thrown when a value set by the caller is not allowed; detected before anything was sent. */
public final class InvalidRequestException extends ParlandoException {
    private static final long serialVersionUID = 1L;

    private final String option;

    /**
     * Creates an error for one option.
     *
     * @param option the option's name as the service or the command spells it
     * @param problem the fault, with the value and an allowed one
     */
    public InvalidRequestException(String option, String problem) {
        super(
                ErrorCategory.INVALID_REQUEST,
                Objects.requireNonNull(option, "option") + ": " + oneLine(problem),
                null,
                false,
                0);
        this.option = option;
    }

    /** Replaces control characters, so that a value with line breaks stays on one line of a log. */
    private static String oneLine(String problem) {
        return problem.replaceAll("\\p{Cntrl}", "?");
    }

    private InvalidRequestException(InvalidRequestException original) {
        super(original);
        this.option = original.option;
    }

    @Override
    public InvalidRequestException copy() {
        return new InvalidRequestException(this);
    }

    @Override
    public RequestProgress progress() {
        return RequestProgress.NOT_SENT;
    }

    /** Returns the name of the invalid option. */
    public String option() {
        return option;
    }
}
