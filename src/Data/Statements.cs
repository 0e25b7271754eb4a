using System.Data.Common;

namespace HuTong.Data;

/// <summary>Statements on a bare connection, for the few that are asked too often for a context of their own.</summary>
public static class Statements
{
    public static DbCommand Statement(this DbConnection connection, string text, params ReadOnlySpan<(string Name, object Value)> values)
    {
        var command = connection.CreateCommand();
        command.CommandText = text;
        foreach (var (name, value) in values)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value);
            command.Parameters.Add(parameter);
        }
        return command;
    }
}
