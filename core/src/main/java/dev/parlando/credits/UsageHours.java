package dev.parlando.credits;

/**
 * Hours of the day and days of the week at which a key is used.
 *
 * <p>An hour or a day is quiet only if the lack of use is unlikely to be chance.
 *
 * <p>Threading: guarded by the lock of its {@link KeyMeter}.
 */
final class UsageHours {
    private static final int DAYS_OF_WEEK = 7;

    /** Length of the sliding window: four weeks. */
    private static final int DAYS_KEPT = 28;

    private static final int WEEKS_KEPT = DAYS_KEPT / DAYS_OF_WEEK;

    /** Number of hours on either side that must be quiet as well. */
    private static final int NEIGHBOUR_HOURS = 2;

    /** Minimum number of uses around an hour under an even spread; the probability of none is then 0.7 %. */
    private static final double MIN_EXPECTED_USES = 5;

    /** Maximum share of the even spread at which an hour is quiet. */
    private static final double QUIET_SHARE = 0.03;

    /** Maximum share of used days at which a day of the week is quiet: one use, but not a recent one. */
    private static final double QUIET_DAY_SHARE = 0.1;

    /** Maximum probability that a day of the week is quiet by chance. */
    private static final double QUIET_DAY_PROBABILITY = 0.03;

    /** Minimum share of a busy hour that counts as use. */
    private static final double MIN_USE_SHARE = 0.05;

    private static final int MIN_HOURS_OF_DAY = 20;
    private static final double DECAY = 1 - 1.0 / (DAYS_KEPT * HourOfWeek.HOURS_PER_DAY);

    /** Share of use, from 0 to 1, for each hour of the day; the next field holds the same for each day of the week. */
    private final float[] usedHours = new float[HourOfWeek.HOURS_PER_DAY];

    private final float[] usedDays = new float[DAYS_OF_WEEK];
    private final int[] daysSeen = new int[DAYS_OF_WEEK];
    private long hours;
    private double credits;
    private double squaredCredits;

    private int day = -1;
    private int hoursOfDay;
    private boolean dayUsed;

    /** Adds the credits spent in one hour. */
    void add(int hourOfWeek, double usedCredits) {
        credits = credits * DECAY + usedCredits;
        squaredCredits = squaredCredits * DECAY + usedCredits * usedCredits;
        boolean used = isUse(usedCredits);
        updateShare(usedHours, HourOfWeek.hourOfDay(hourOfWeek), used, DAYS_KEPT, hours / HourOfWeek.HOURS_PER_DAY);
        if (HourOfWeek.dayOfWeek(hourOfWeek) != day) {
            endDay();
            day = HourOfWeek.dayOfWeek(hourOfWeek);
        }
        hoursOfDay++;
        dayUsed |= used;
        hours++;
    }

    /** Skips a gap without learning from it. */
    void skipGap() {
        day = -1;
        hoursOfDay = 0;
        dayUsed = false;
    }

    private void endDay() {
        if (hoursOfDay >= MIN_HOURS_OF_DAY) {
            updateShare(usedDays, day, dayUsed, WEEKS_KEPT, daysSeen[day]++);
        }
        hoursOfDay = 0;
        dayUsed = false;
    }

    private static void updateShare(float[] shares, int slot, boolean used, int window, long seenBefore) {
        double weight = Math.max(1.0 / window, 1.0 / (seenBefore + 1));
        shares[slot] += (float) (weight * ((used ? 1 : 0) - shares[slot]));
    }

    /** Returns whether the credits of one hour count as use, compared with a busy hour of this key. */
    boolean isUse(double usedCredits) {
        return usedCredits > 0 && usedCredits * credits >= MIN_USE_SHARE * squaredCredits;
    }

    /** Returns whether the key is unused around that hour on all days, or on that day of the week. */
    boolean isQuiet(int hourOfWeek) {
        return isQuietHour(HourOfWeek.hourOfDay(hourOfWeek)) || isQuietDay(HourOfWeek.dayOfWeek(hourOfWeek));
    }

    private boolean isQuietHour(int hour) {
        double around = 0;
        for (int i = -NEIGHBOUR_HOURS; i <= NEIGHBOUR_HOURS; i++) {
            around += usedHours[(hour + i + HourOfWeek.HOURS_PER_DAY) % HourOfWeek.HOURS_PER_DAY];
        }
        double even = sum(usedHours) * (2 * NEIGHBOUR_HOURS + 1) / HourOfWeek.HOURS_PER_DAY;
        double daysSeen = Math.min((double) hours / HourOfWeek.HOURS_PER_DAY, DAYS_KEPT);
        return even * daysSeen >= MIN_EXPECTED_USES && around < QUIET_SHARE * even;
    }

    private boolean isQuietDay(int dayOfWeek) {
        double others = (sum(usedDays) - usedDays[dayOfWeek]) / (DAYS_OF_WEEK - 1);
        int weeksSeen = Math.min(daysSeen[dayOfWeek], WEEKS_KEPT);
        boolean significant = Math.pow(1 - others, weeksSeen) <= QUIET_DAY_PROBABILITY;
        return weeksSeen >= 2 && significant && usedDays[dayOfWeek] < QUIET_DAY_SHARE;
    }

    private static double sum(float[] shares) {
        double sum = 0;
        for (float share : shares) {
            sum += share;
        }
        return sum;
    }
}
