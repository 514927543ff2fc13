package slipway.local.sns;

/**
 * Who gets what a topic is told.
 *
 * @param raw whether the message goes out without SNS's envelope
 */
record Subscription(String arn, String topicArn, Protocol protocol, String endpoint, boolean raw) {

    enum Protocol {
        EMAIL,
        LAMBDA,
        SQS
    }
}
