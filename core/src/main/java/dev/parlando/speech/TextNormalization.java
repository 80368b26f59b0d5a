package dev.parlando.speech;

/** Normalisation of text, in which the service spells out numbers and the like before speaking. */
public enum TextNormalization {
    /** The service decides. */
    AUTO("auto"),
    /** Always; needs an Enterprise plan with the Flash and Turbo v2.5 models. */
    ON("on"),
    /** Never. */
    OFF("off");

    private final String value;

    TextNormalization(String value) {
        this.value = value;
    }

    /** Returns the name on the wire. */
    public String value() {
        return value;
    }
}
