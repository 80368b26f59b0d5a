package dev.parlando.internal.call;

import dev.parlando.error.UnexpectedResponseException;
import dev.parlando.voice.Voice;
import dev.parlando.voice.VoicePage;
import dev.parlando.voice.VoiceQuery;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The position in a paged list. It detects endless lists from two of the page tokens seen so far. Confined to one
 * iteration.
 *
 * <p>The previous token reveals immediately a page that links to itself. Longer cycles are found as in Brent's
 * algorithm: the token of each page whose number is a power of two is kept until the next such page.
 */
final class PageCursor {
    private static final int MAX_EMPTY_PAGES = 100;

    private @Nullable VoiceQuery next;
    private @Nullable String savedToken;
    private long pages;
    private int emptyPages;

    PageCursor(VoiceQuery first) {
        next = first;
        savedToken = first.nextPageToken();
    }

    /** Returns the query for the next page; null after the last page. */
    @Nullable
    VoiceQuery next() {
        return next;
    }

    /** Returns the voices of the requested page and advances to the next. */
    List<Voice> take(VoicePage page) {
        VoiceQuery asked = Objects.requireNonNull(next);
        pages++;
        emptyPages = page.voices().isEmpty() ? emptyPages + 1 : 0;
        next = page.hasMore() ? asked.after(tokenAfter(asked, page)) : null;
        return page.voices();
    }

    private String tokenAfter(VoiceQuery asked, VoicePage page) {
        String token = page.nextPageToken();
        if (token == null || token.isBlank()) {
            throw endlessList("reports more voices after page " + pages + " but sends no page token");
        }
        if (token.equals(asked.nextPageToken()) || token.equals(savedToken)) {
            throw endlessList("leads from page " + pages + " back to an earlier page");
        }
        if (emptyPages == MAX_EMPTY_PAGES) {
            throw endlessList("sent " + MAX_EMPTY_PAGES + " empty pages in a row and reports more voices");
        }
        if (Long.bitCount(pages) == 1) {
            savedToken = token;
        }
        return token;
    }

    private static UnexpectedResponseException endlessList(String how) {
        return new UnexpectedResponseException("the list of voices has no end: the service " + how);
    }
}
