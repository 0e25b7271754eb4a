namespace HuTong.Data;

/// <summary>The two databases HuTong runs on (architecture.md 7).</summary>
public enum Engine { Sqlite, Postgres }
