package io.zol0.insight;

/**
 * What was spent on something, and what it was spent for.
 *
 * @param calls that went to the provider
 * @param weight of them
 * @param gigabytes of their bodies
 * @param hours that they were with the provider together
 * @param amount in the currency of the installation
 */
public record Spent(double calls, double weight, double gigabytes, double hours, double amount) {
    public static final Spent NOTHING = new Spent(0, 0, 0, 0, 0);

    static Spent of(double calls, double weight, double gigabytes, double hours, Price price) {
        return new Spent(
                calls,
                weight,
                gigabytes,
                hours,
                calls * price.perCall()
                        + weight * price.perWeight()
                        + gigabytes * price.perGb()
                        + hours * price.perComputeHour());
    }

    Spent plus(Spent other) {
        return new Spent(
                calls + other.calls,
                weight + other.weight,
                gigabytes + other.gigabytes,
                hours + other.hours,
                amount + other.amount);
    }

    Spent times(double share) {
        return new Spent(calls * share, weight * share, gigabytes * share, hours * share, amount * share);
    }
}
