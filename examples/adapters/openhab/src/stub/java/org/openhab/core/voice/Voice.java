package org.openhab.core.voice;

import java.util.Locale;

/** Signature of openHAB. */
public interface Voice {
    String getUID();

    String getLabel();

    Locale getLocale();
}
