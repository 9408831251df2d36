package io.twinhub.domain.document;

/**
 * The names of members of Azure's documents that more than one class uses. {@code DocumentsTest} ensures that
 * they are not spelled out elsewhere.
 */
public final class DocumentNames {
  public static final String DEVICE_ID = "deviceId";
  public static final String MODULE_ID = "moduleId";
  public static final String ETAG = "etag";

  public static final String GENERATION_ID = "generationId";
  public static final String CONNECTION_STATE = "connectionState";
  public static final String CONNECTION_STATE_UPDATED_TIME = "connectionStateUpdatedTime";
  public static final String LAST_ACTIVITY_TIME = "lastActivityTime";
  public static final String MESSAGE_COUNT = "cloudToDeviceMessageCount";

  public static final String STATUS = "status";
  public static final String STATUS_REASON = "statusReason";

  /** When the status changed, in an identity. */
  public static final String STATUS_UPDATED_TIME = "statusUpdatedTime";

  /** When the status changed, in a twin. */
  public static final String STATUS_UPDATE_TIME = "statusUpdateTime";

  public static final String AUTHENTICATION = "authentication";
  public static final String TYPE = "type";
  public static final String SYMMETRIC_KEY = "symmetricKey";
  public static final String PRIMARY_KEY = "primaryKey";
  public static final String SECONDARY_KEY = "secondaryKey";
  public static final String X509_THUMBPRINT = "x509Thumbprint";
  public static final String PRIMARY_THUMBPRINT = "primaryThumbprint";
  public static final String SECONDARY_THUMBPRINT = "secondaryThumbprint";
  public static final String POLICY_RESOURCE_ID = "policyResourceId";

  /** The structure of its value is not published, so the value is kept unchanged. */
  public static final String X509_CA_VALIDATION = "x509CaValidation";

  public static final String CAPABILITIES = "capabilities";
  public static final String IOT_EDGE = "iotEdge";
  public static final String MANAGED_BY = "managedBy";
  public static final String DEVICE_SCOPE = "deviceScope";
  public static final String PARENT_SCOPES = "parentScopes";

  /** A member that api-versions before 2024-03-31 do not have. */
  public static final String ATTRIBUTES = "attributes";

  /** The automatic configurations that target a twin. */
  public static final String CONFIGURATIONS = "configurations";

  /** Why a configuration stands as it does; Azure has no such member. */
  public static final String REASON = "reason";

  public static final String DEVICE_ETAG = "deviceEtag";
  public static final String AUTHENTICATION_TYPE = "authenticationType";
  public static final String MODEL_ID = "modelId";
  public static final String VERSION = "version";
  public static final String TAGS = "tags";
  public static final String PROPERTIES = "properties";
  public static final String DESIRED = "desired";
  public static final String REPORTED = "reported";

  private DocumentNames() {}
}
