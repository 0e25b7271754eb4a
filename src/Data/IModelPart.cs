using Microsoft.EntityFrameworkCore;

namespace HuTong.Data;

/// <summary>A room's tables in the one model (architecture.md 1).</summary>
public interface IModelPart
{
    void Build(ModelBuilder model, Engine engine);
}
