package dev.parlando.error;

/** Reports a value set by the caller that is not allowed, found before anything was sent. */
public final class InvalidRequestException extends ParlandoException {
    private static final long serialVersionUID = 1L;

    private final String option;

    /**
     * Names the option and says what is wrong with its value.
     *
     * @param option name of the option as the service or the command spells it
     * @param problem what is wrong, with the value and what would be right
     */
    public InvalidRequestException(String option, String problem) {
        super(ErrorCategory.INVALID_REQUEST, option + ": " + oneLine(problem), null, false, 0);
        this.option = option;
    }

    /** Keeps a value that holds line breaks from tearing up the lines of a log. */
    private static String oneLine(String problem) {
        return problem.replaceAll("\\p{Cntrl}", "?");
    }

    @Override
    public RequestProgress progress() {
        return RequestProgress.NOT_SENT;
    }

    /** Returns the name of the offending option. */
    public String option() {
        return option;
    }
}
